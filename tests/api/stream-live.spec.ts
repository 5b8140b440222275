import { streamChannel } from '../../api-clients/streams/channel.ts';
import type { StreamPoint } from '../../api-clients/streams/schemas.ts';
import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { pointsUntil } from '../../flows/points-until.ts';
import { startStream } from '../../flows/start-stream.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { streamPoints } from '../../test-data/stream-points.ts';
import type { LabelledTable } from '../../test-data/table.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const sequences = (points: readonly StreamPoint[]) => points.map(({ sequence }) => sequence);

/** A table of columns whose names are long, so that few messages are many bytes. */
function wideTable(): LabelledTable<number> {
  return {
    columns: Array.from({ length: 20 }, (_, index) => `${index}_`.padEnd(200, 'x')),
    rows: Array.from({ length: 50 }, (_, row) =>
      Array.from({ length: 20 }, (_, column) => (row + column) % 7),
    ),
    labels: Array.from({ length: 50 }, (_, row) => (row === 0 ? 1 : 0)),
    labelColumn: 'label',
  };
}

test.describe('Live stream', { tag: '@integration' }, () => {
  test('shows points as they are stored, in their order, with their scores', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 50 });
    const { stream } = await startStream(analyst, table);
    const viewer = await tenant.actor('viewer');
    const live = await viewer.live.open(streamChannel(stream.id));
    const hello = await live.next();

    for (const first of [1, 51, 101]) {
      dataOf(await analyst.api.streams.ingest(stream.id, streamPoints(table, first)), 200);
    }

    expect(hello).toEqual({
      type: 'hello',
      streamId: stream.id,
      status: 'active',
      error: null,
      from: 0,
      firstSequence: null,
      lastSequence: 0,
    });
    const shown = await pointsUntil(live, 150);
    expect(shown).toEqual(dataOf(await viewer.api.streams.points(stream.id, { limit: 200 }), 200).items);
    expect(live.frames).toHaveLength(4);
    expect(dataOf(await viewer.api.streams.metrics(stream.id), 200).subscribers).toBe(1);
  });

  test('replays what is stored and goes on, without gap or repetition, while points come in', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 600 });
    const { stream } = await startStream(analyst, table);
    const { streams } = analyst.api;
    for (const first of [1, 601]) {
      dataOf(await streams.ingest(stream.id, streamPoints(table, first)), 200);
    }
    const batch = { ...table, rows: table.rows.slice(0, 20) };
    const feed = async () => {
      for (let first = 1_201; first <= 1_400; first += 20) {
        dataOf(await streams.ingest(stream.id, streamPoints(batch, first)), 200);
      }
    };

    const [sockets] = await Promise.all([
      Promise.all(
        [5, 500, 1_199].map(async (from) => ({
          from,
          live: await analyst.live.open(streamChannel(stream.id), { query: { from } }),
        })),
      ),
      feed(),
    ]);

    const shown = await Promise.all(sockets.map(({ live }) => pointsUntil(live, 1_400)));
    expect(shown.map(sequences)).toEqual([range(6, 1_400), range(501, 1_400), range(1_200, 1_400)]);
  });

  test('gives a reader who comes back exactly what was missed', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 50 });
    const { stream } = await startStream(analyst, table);
    const channel = streamChannel(stream.id);
    const before = await analyst.live.open(channel);
    dataOf(await analyst.api.streams.ingest(stream.id, streamPoints(table)), 200);
    const seen = await pointsUntil(before, 50);
    await before.close();
    dataOf(await analyst.api.streams.ingest(stream.id, streamPoints(table, 51)), 200);

    const after = await analyst.live.open(channel, { query: { from: 50 } });
    dataOf(await analyst.api.streams.ingest(stream.id, streamPoints(table, 101)), 200);

    const missed = await pointsUntil(after, 150);
    expect(sequences([...seen, ...missed])).toEqual(range(1, 150));
  });

  test('says when the stream changes its state', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { stream } = await startStream(analyst, labelledTable({ seed, rows: 50 }));
    const live = await analyst.live.open(streamChannel(stream.id));
    await live.next();

    dataOf(await analyst.api.streams.act(stream.id, 'pause'), 200);
    dataOf(await analyst.api.streams.act(stream.id, 'resume'), 200);
    dataOf(await analyst.api.streams.act(stream.id, 'stop'), 200);

    const states = [await live.next(), await live.next(), await live.next(), await live.next()];
    expect(states).toEqual(
      ['paused', 'active', 'stopping', 'stopped'].map((status) => ({
        type: 'status',
        streamId: stream.id,
        status,
        error: null,
      })),
    );
  });

  test(
    'drops a reader who does not read with 4008, and leaves the others whole',
    { tag: '@strains', annotation: covers({ check: 'WS-08', asvs: ['V15.2.2'] }) },
    async ({ tenant }) => {
      const analyst = await tenant.actor('analyst');
      const table = wideTable();
      const { stream } = await startStream(analyst, table);
      const channel = streamChannel(stream.id);
      const [slow, fast] = [await analyst.live.open(channel), await analyst.live.open(channel)];
      slow.pause();
      const rows = Array.from({ length: 20 }, () => table.rows).flat();

      for (let first = 1; first <= 6_000; first += 1_000) {
        dataOf(await analyst.api.streams.ingest(stream.id, streamPoints({ ...table, rows }, first)), 200);
      }
      slow.resume();

      expect((await slow.closing).code).toBe(4008);
      expect(sequences(await pointsUntil(fast, 6_000))).toEqual(range(1, 6_000));
    },
  );

  test(
    'shows every point to two hundred readers at once, in order',
    { tag: '@strains' },
    async ({ tenant, seed }) => {
      const analyst = await tenant.actor('analyst');
      const table = labelledTable({ seed, rows: 20, features: 2 });
      const { stream } = await startStream(analyst, table);
      const readers = await Promise.all(
        Array.from({ length: 200 }, () => analyst.live.open(streamChannel(stream.id))),
      );
      await Promise.all(readers.map((reader) => reader.next()));

      for (let first = 1; first <= 100; first += 20) {
        dataOf(await analyst.api.streams.ingest(stream.id, streamPoints(table, first)), 200);
      }

      const shown = await Promise.all(readers.map((reader) => pointsUntil(reader, 100)));
      expect(new Set(shown.map((points) => sequences(points).join()))).toEqual(
        new Set([range(1, 100).join()]),
      );
      expect(dataOf(await analyst.api.streams.metrics(stream.id), 200).subscribers).toBe(200);
    },
  );

  test('ends with 4404 when the stream is removed, and with 1008 when the reader talks', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { stream } = await startStream(analyst, labelledTable({ seed, rows: 50 }));
    const channel = streamChannel(stream.id);
    const [silent, talking] = [await analyst.live.open(channel), await analyst.live.open(channel)];
    await silent.next();

    talking.send('hello');
    dataOf(await analyst.api.streams.act(stream.id, 'pause'), 200);
    expect(await analyst.api.streams.remove(stream.id)).toSucceed(204);

    expect((await talking.closing).code).toBe(1008);
    expect((await silent.closing).code).toBe(4404);
  });
});
