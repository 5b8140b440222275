import { dataOf, expect, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { constant } from '../../load/arrivals/plan.ts';
import { dashboard } from '../../load/workloads/dashboard.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe('The dashboard', { tag: ['@load', '@performance', '@strains'], lock: '-exclusive-' }, () => {
  test.use({ transport: 'undici', tenantPlan: 'enterprise' });

  test('has all that it asks for within 2 s, twenty times a second', async ({ tenant, load, seed }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = await tenant.actor('viewer');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 200 }));
    const { detector } = await trainDetector(analyst, { datasetId: dataset.id });
    const wanted = { detectorId: detector.id, datasetId: dataset.id };
    for (let run = 0; run < 5; run += 1) dataOf(await analyst.api.detections.create(wanted), 201);

    const measured = await load.measure([
      dashboard(
        { reader: load.as(viewer), detections: 5 },
        constant({ rate: 20, durationMs: load.lasting(1_500) }),
      ),
    ]);

    expect(measured).toKeepItsBudgets();
  });
});
