import { expect, test } from '../../fixtures/index.ts';
import { startStream } from '../../flows/start-stream.ts';
import { constant } from '../../load/arrivals/plan.ts';
import { streamFanOut } from '../../load/workloads/stream-fan-out.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { streamPoints } from '../../test-data/stream-points.ts';

test.describe('Live streams', { tag: ['@load', '@streaming', '@strains'], lock: '-exclusive-' }, () => {
  test.use({ transport: 'undici', tenantPlan: 'enterprise' });

  test('bring every point to each of their readers, once and in order, within 200 ms of its being due', async ({
    tenant,
    load,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = await tenant.actor('viewer');
    const table = labelledTable({ seed, rows: 20, features: 3 });
    const other = labelledTable({ seed: seed + 1, rows: 20, features: 3 });
    const streams = [
      await startStream(analyst, table, { name: 'first' }),
      await startStream(analyst, other, { name: 'second' }),
    ];

    const measured = await load.measure([
      streamFanOut(
        {
          sender: load.as(analyst),
          reader: load.as(viewer),
          streamIds: streams.map(({ stream }) => stream.id),
          readersOfEach: 20,
          points: streamPoints(table),
        },
        constant({ rate: 20, durationMs: load.lasting(2_000) }),
      ),
    ]);

    expect(measured).toKeepItsBudgets();
  });
});
