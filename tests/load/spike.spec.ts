import { expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { spikeAndRecovery } from '../../load/workloads/spike.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe('A spike', { tag: ['@load', '@stress', '@slow', '@strains'], lock: '-exclusive-' }, () => {
  test.use({ transport: 'undici', tenantPlan: 'enterprise' });

  test('of more than the platform can serve breaks nothing, and is over 5 s later', async ({
    tenant,
    load,
    seed,
  }) => {
    load.onlyForLong('a spike needs time to build up and to go: LOAD_PROFILE=load');
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 20 }));

    const measured = await load.measure([
      spikeAndRecovery(
        { reader: load.as(analyst), ids: [dataset.id] },
        { rate: 50, peak: 900, durationMs: load.lasting(200) },
      ),
    ]);

    expect(measured).toKeepItsBudgets();
  });
});
