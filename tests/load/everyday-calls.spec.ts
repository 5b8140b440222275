import { expect, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { constant } from '../../load/arrivals/plan.ts';
import { listDatasets } from '../../load/workloads/list-datasets.ts';
import { loginStorm } from '../../load/workloads/login-storm.ts';
import { predictInline } from '../../load/workloads/predict-inline.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe(
  'A load of everyday calls',
  { tag: ['@load', '@performance', '@strains'], lock: '-exclusive-' },
  () => {
    test.use({ transport: 'undici', tenantPlan: 'enterprise' });

    test('listing, scoring and signing in keep their budgets while all three go on at once', async ({
      tenant,
      load,
      seed,
    }) => {
      const analyst = await tenant.actor('analyst');
      const viewer = await tenant.actor('viewer');
      const table = labelledTable({ seed, rows: 1_000 });
      const dataset = await uploadTable(analyst, table, { name: 'first' });
      const second = await uploadTable(analyst, labelledTable({ seed, rows: 20 }), { name: 'second' });
      const { detector } = await trainDetector(analyst, { datasetId: dataset.id });
      const durationMs = load.lasting(2_000);

      const measured = await load.measure([
        listDatasets(
          { reader: load.as(viewer), ids: [dataset.id, second.id] },
          constant({ rate: 100, durationMs }),
        ),
        predictInline(
          { analyst: load.as(analyst), detectorId: detector.id, rows: table.rows.slice(0, 100) },
          constant({ rate: 20, durationMs }),
        ),
        loginStorm(
          { accounts: [{ email: viewer.email, password: viewer.password }] },
          constant({ rate: 10, durationMs }),
        ),
      ]);

      expect(measured).toKeepItsBudgets();
    });
  },
);
