import { expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { crowdedPlatform } from '../../load/workloads/crowd.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe(
  'A crowd of connections',
  { tag: ['@load', '@resource', '@strains'], lock: '-exclusive-' },
  () => {
    test.use({ transport: 'undici', tenantPlan: 'enterprise' });

    test('that are silent, or send a byte now and then, does not slow a tenant down', async ({
      tenant,
      load,
      seed,
    }) => {
      const analyst = await tenant.actor('analyst');
      const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 20 }));

      const measured = await load.measure(
        crowdedPlatform({
          victim: { reader: load.as(analyst), ids: [dataset.id] },
          durationMs: load.lasting(1_000),
          victimRate: 60,
          crowdRate: 150,
        }),
      );

      expect(measured).toKeepItsBudgets();
    });
  },
);
