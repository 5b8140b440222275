import { expect, test } from '../../fixtures/index.ts';
import { overruns } from '../../load/budgets/budget.ts';
import { describeMeasurement } from '../../load/engine/measurement.ts';
import { measureUntilValid } from '../../load/engine/repeat.ts';
import { loginWorkload } from '../../load/workloads/smoke.ts';

test.describe('Log-in under load', { tag: ['@load', '@performance'], lock: '-exclusive-' }, () => {
  test.use({ transport: 'undici', tenantPlan: 'enterprise' });

  test('can users sign in ten times a second with p95 under 500 ms?', async ({
    anonymous,
    tenant,
  }, testInfo) => {
    const { email, password } = await tenant.actor('viewer');
    const workload = loginWorkload(anonymous.api, { email, password });

    const { attempts, last } = await measureUntilValid(workload);

    const report = attempts.map(describeMeasurement).join('\n');
    console.log(report);
    await testInfo.attach('measurement', {
      body: JSON.stringify(attempts, null, 2),
      contentType: 'application/json',
    });
    expect(last.invalid, report).toEqual([]);
    expect(overruns(last, workload.budgets), report).toEqual([]);
  });
});
