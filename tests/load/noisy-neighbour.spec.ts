import { dataOf, expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { noisyNeighbour } from '../../load/workloads/noisy-neighbour.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe(
  'A noisy neighbour',
  { tag: ['@load', '@performance', '@strains'], lock: '-exclusive-' },
  () => {
    test.use({ transport: 'undici', tenantPlan: 'standard' });

    test('floods the platform, and another tenant is neither slower nor refused nor shown what is not its own', async ({
      tenant,
      neighbour,
      operator,
      load,
      seed,
    }) => {
      const viewer = await tenant.actor('viewer');
      const analyst = await tenant.actor('analyst');
      const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 20 }));
      const intruder = await neighbour.actor('analyst');
      await uploadTable(intruder, labelledTable({ seed: seed + 1, rows: 20 }));
      dataOf(await operator.api.operator.updateTenant(neighbour.id, { plan: 'trial' }), 200);

      const measured = await load.measure(
        noisyNeighbour({
          victim: { reader: load.as(viewer), ids: [dataset.id] },
          flooder: load.as(intruder),
          durationMs: load.lasting(1_500),
          victimRate: 50,
          floodRate: 300,
        }),
      );

      expect(measured).toKeepItsBudgets();
    });
  },
);
