import { expect, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { MOST_ROWS, predictSizes } from '../../load/workloads/predict-sizes.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe(
  'Scoring rows sent along',
  { tag: ['@load', '@performance', '@strains'], lock: '-exclusive-' },
  () => {
    test.use({ transport: 'undici', tenantPlan: 'enterprise' });

    test('takes up to 200 ms for 1,000 rows, and up to 1 s for 10,000', async ({ tenant, load, seed }) => {
      const analyst = await tenant.actor('analyst');
      const table = labelledTable({ seed, rows: MOST_ROWS });
      const dataset = await uploadTable(analyst, { ...table, rows: table.rows.slice(0, 1_000) });
      const { detector } = await trainDetector(analyst, { datasetId: dataset.id });

      const measured = await load.measure([
        predictSizes(
          { analyst: load.as(analyst), detectorId: detector.id, rows: table.rows },
          load.lasting(1_000),
        ),
      ]);

      expect(measured).toKeepItsBudgets();
    });
  },
);
