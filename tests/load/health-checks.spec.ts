import { expect, test } from '../../fixtures/index.ts';
import { constant } from '../../load/arrivals/plan.ts';
import { healthChecks } from '../../load/workloads/health-checks.ts';

test.describe('Health checks', { tag: ['@load', '@performance', '@strains'], lock: '-exclusive-' }, () => {
  test.use({ transport: 'undici' });

  test('are answered 500 times a second, each within 300 ms', async ({ load }) => {
    const measured = await load.measure([
      healthChecks(constant({ rate: 520, durationMs: load.lasting(1_000) })),
    ]);

    expect(measured).toKeepItsBudgets();
  });
});
