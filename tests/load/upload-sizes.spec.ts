import { expect, test } from '../../fixtures/index.ts';
import { uploadSizes } from '../../load/workloads/upload-sizes.ts';
import { toCsv } from '../../test-data/csv.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

/** About 10 kB, 100 kB and 1 MB. */
const ROWS = [200, 2_000, 20_000];

test.describe(
  'Uploading a dataset',
  { tag: ['@load', '@performance', '@strains'], lock: '-exclusive-' },
  () => {
    test.use({ transport: 'undici', tenantPlan: 'enterprise' });

    test('of 10 kB, 100 kB or 1 MB is over within 1 s', async ({ tenant, load, seed }) => {
      const analyst = await tenant.actor('analyst');
      const files = ROWS.map((rows) => ({ rows, content: toCsv(labelledTable({ seed, rows })) }));

      const measured = await load.measure([
        uploadSizes({ analyst: load.as(analyst), files }, load.lasting(1_000)),
      ]);

      expect(measured).toKeepItsBudgets();
    });
  },
);
