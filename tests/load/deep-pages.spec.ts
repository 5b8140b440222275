import { dataOf, expect, test } from '../../fixtures/index.ts';
import { startStream } from '../../flows/start-stream.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { deepPages } from '../../load/workloads/deep-pages.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { streamPoints } from '../../test-data/stream-points.ts';

const ROWS = 10_000;
const POINTS = 10_000;
/** The most that a call takes. */
const A_CALL = 1_000;

test.describe('A long list', { tag: ['@load', '@performance', '@strains'], lock: '-exclusive-' }, () => {
  test.use({ transport: 'undici', tenantPlan: 'enterprise' });

  test('of rows or of points is read at its end as fast as at its beginning', async ({
    tenant,
    load,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: A_CALL, features: 2 });
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: ROWS, features: 2 }));
    const { stream } = await startStream(analyst, table);
    for (let first = 1; first <= POINTS; first += A_CALL)
      dataOf(await analyst.api.streams.ingest(stream.id, streamPoints(table, first)), 200);

    const measured = await load.measure([
      deepPages(
        {
          reader: load.as(analyst),
          datasetId: dataset.id,
          rows: ROWS,
          streamId: stream.id,
          points: POINTS,
        },
        { rate: 60, durationMs: load.lasting(1_000) },
      ),
    ]);

    expect(measured).toKeepItsBudgets();
  });
});
