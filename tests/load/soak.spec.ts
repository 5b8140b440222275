import { expect, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { constant } from '../../load/arrivals/plan.ts';
import { listDatasets } from '../../load/workloads/list-datasets.ts';
import { predictInline } from '../../load/workloads/predict-inline.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

const MEBIBYTE = 1024 * 1024;

test.describe('A long day', { tag: ['@load', '@slow', '@resource', '@strains'], lock: '-exclusive-' }, () => {
  test.use({ transport: 'undici', tenantPlan: 'enterprise' });

  test('makes the platform neither larger nor slower', async ({ tenant, load, seed }) => {
    load.onlyForLong('a trend takes a minute and a half: LOAD_PROFILE=load');
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 1_000 });
    const dataset = await uploadTable(analyst, table);
    const { detector } = await trainDetector(analyst, { datasetId: dataset.id });
    const durationMs = load.lasting(3_000);

    const measured = await load.measure([
      listDatasets(
        { reader: load.as(analyst), ids: [dataset.id] },
        constant({ rate: 60, durationMs, warmUpMs: 10_000 }),
      ),
      predictInline(
        { analyst: load.as(analyst), detectorId: detector.id, rows: table.rows.slice(0, 100) },
        constant({ rate: 10, durationMs, warmUpMs: 10_000 }),
      ),
    ]);

    const { residentBytes, latencyMs } = load.driftOf(measured);
    expect(measured).toKeepItsBudgets();
    // Surely more than that would be a leak, or a list that grows: the whole interval of the slope counts.
    expect(residentBytes.interval[0]).toBeLessThan(10 * MEBIBYTE);
    expect(latencyMs.interval[0]).toBeLessThan(1);
  });
});
