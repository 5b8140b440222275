import { dataOf, expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { overruns } from '../../load/budgets/budget.ts';
import { describeMeasurement } from '../../load/engine/measurement.ts';
import { measureUntilValid } from '../../load/engine/repeat.ts';
import { listDatasetsWorkload } from '../../load/workloads/smoke.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe('Listing under load', { tag: ['@load', '@performance'], lock: '-exclusive-' }, () => {
  test.use({ transport: 'undici', tenantPlan: 'enterprise' });

  test('can one tenant list datasets at 100 requests a second with p95 under 200 ms?', async ({
    tenant,
    seed,
  }, testInfo) => {
    const analyst = await tenant.actor('analyst');
    const viewer = await tenant.actor('viewer');
    await uploadTable(analyst, labelledTable({ seed, rows: 20 }), { name: 'first' });
    await uploadTable(analyst, labelledTable({ seed, rows: 20 }), { name: 'second' });
    const workload = listDatasetsWorkload(viewer.api, dataOf(await viewer.api.datasets.list(), 200).total);

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
