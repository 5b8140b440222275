import { expect, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { overruns } from '../../load/budgets/budget.ts';
import { describeMeasurement } from '../../load/engine/measurement.ts';
import { measureUntilValid } from '../../load/engine/repeat.ts';
import { predictWorkload } from '../../load/workloads/smoke.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe('Scoring under load', { tag: ['@load', '@performance'], lock: '-exclusive-' }, () => {
  test.use({ transport: 'undici', tenantPlan: 'enterprise' });

  test('can one tenant score 100 rows a request, 20 requests a second, with p95 under 200 ms?', async ({
    tenant,
    seed,
  }, testInfo) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 1_000 });
    const dataset = await uploadTable(analyst, table);
    const { detector } = await trainDetector(analyst, { datasetId: dataset.id });
    const workload = predictWorkload(analyst.api, detector.id, table.rows.slice(0, 100));

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
