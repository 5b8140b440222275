import { dataOf, expect, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { constant } from '../../load/arrivals/plan.ts';
import { backgroundWork } from '../../load/workloads/background-work.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe(
  'Work in the background',
  { tag: ['@load', '@resource', '@strains'], lock: '-exclusive-' },
  () => {
    test.use({ transport: 'undici', tenantPlan: 'enterprise' });

    test('trainings that come ten a second are all done, each within 2 s', async ({ tenant, load, seed }) => {
      const analyst = await tenant.actor('analyst');
      const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 500 }));
      const detectors = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          analyst.api.detectors.create({ name: `queued ${index}`, algorithm: 'isolation_forest' }),
        ),
      );
      const detectorIds = detectors.map((made) => dataOf(made, 201).id);

      const measured = await load.measure([
        backgroundWork(
          {
            analyst: load.as(analyst),
            work: { kind: 'training', detectorIds, datasetId: dataset.id },
          },
          constant({ rate: 10, durationMs: load.lasting(2_000) }),
        ),
      ]);

      expect(measured).toKeepItsBudgets();
    });

    test('batches of two detections, eight a second, are all done, each within 2 s', async ({
      tenant,
      load,
      seed,
    }) => {
      const analyst = await tenant.actor('analyst');
      const tables = [seed, seed + 1].map((own) => labelledTable({ seed: own, rows: 500 }));
      const datasets = await Promise.all(tables.map((table) => uploadTable(analyst, table)));
      const [first] = datasets;
      const { detector } = await trainDetector(analyst, {
        datasetId: first?.id ?? '',
        algorithm: 'robust_zscore',
      });

      const measured = await load.measure([
        backgroundWork(
          {
            analyst: load.as(analyst),
            work: {
              kind: 'detection',
              detectorIds: [detector.id],
              datasetIds: datasets.map(({ id }) => id),
            },
          },
          constant({ rate: 8, durationMs: load.lasting(3_000) }),
        ),
      ]);

      expect(measured).toKeepItsBudgets();
    });
  },
);
