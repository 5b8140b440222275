import { covers, dataOf, expect, test, type Actor } from '../../fixtures/index.ts';
import { makeStream, startStream } from '../../flows/start-stream.ts';
import type { NewPoint } from '../../api-clients/streams/client.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { streamPoints } from '../../test-data/stream-points.ts';
import type { LabelledTable } from '../../test-data/table.ts';

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/** The scores of the stored points of a stream, in order of sequence. */
async function storedScores({ api }: Actor, streamId: string): Promise<number[]> {
  const page = dataOf(await api.streams.points(streamId, { limit: 200 }), 200);
  return page.items.map(({ score }) => score);
}

/** The scores that the detector gives the rows of a table outside the stream. */
async function predictedScores({ api }: Actor, detectorId: string, { rows }: LabelledTable<number>) {
  return dataOf(await api.detectors.predict(detectorId, { rows }), 200).results.map(({ score }) => score);
}

/** A point with other values. */
function withOther(point: NewPoint | undefined, values: NewPoint['values']): NewPoint[] {
  return point === undefined ? [] : [{ ...point, values }];
}

test.describe('Points of a stream', { tag: '@integration' }, () => {
  test('are scored as the detector scores the same rows, and stored with their scores', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 120, features: 3 });
    const { stream, detector } = await startStream(analyst, table, {
      detector: { algorithm: 'isolation_forest' },
    });
    const points = streamPoints(table);

    const answer = dataOf(await analyst.api.streams.ingest(stream.id, points), 200);

    const scores = await predictedScores(analyst, detector.id, table);
    const { threshold } = dataOf(await analyst.api.detectors.version(detector.id, 1), 200);
    const anomalies = scores.filter((score) => score > threshold).length;
    expect(answer).toEqual({ accepted: 120, duplicates: 0, lastSequence: 120, anomalies });
    const stored = dataOf(await analyst.api.streams.points(stream.id, { limit: 200 }), 200);
    expect(stored.items).toEqual(
      points.map((point, index) => ({
        ...point,
        receivedAt: stored.items[index]?.receivedAt,
        score: scores[index],
        anomalous: (scores[index] ?? 0) > threshold,
        detectorVersion: 1,
      })),
    );
  });

  test('sent a second time are duplicates, which change nothing', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 60 });
    const { stream } = await startStream(analyst, table);
    const points = streamPoints(table);
    dataOf(await analyst.api.streams.ingest(stream.id, points), 200);
    const before = await analyst.api.streams.points(stream.id, { limit: 200 });

    const again = dataOf(await analyst.api.streams.ingest(stream.id, points), 200);

    expect(again).toEqual({ accepted: 0, duplicates: 60, lastSequence: 60, anomalies: 0 });
    expect(dataOf(await analyst.api.streams.points(stream.id, { limit: 200 }), 200)).toEqual(
      dataOf(before, 200),
    );
    expect(dataOf(await analyst.api.streams.metrics(stream.id), 200)).toMatchObject({
      lastSequence: 60,
      storedPoints: 60,
      duplicates: 60,
    });
  });

  test('that overlap what was taken are taken from where it ends', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 60 });
    const { stream, detector } = await startStream(analyst, table);
    const points = streamPoints(table);
    dataOf(await analyst.api.streams.ingest(stream.id, points.slice(0, 40)), 200);

    const answer = dataOf(await analyst.api.streams.ingest(stream.id, points.slice(30)), 200);

    expect(answer).toMatchObject({ accepted: 20, duplicates: 10, lastSequence: 60 });
    expect(await storedScores(analyst, stream.id)).toEqual(
      await predictedScores(analyst, detector.id, table),
    );
  });

  test('after a gap are refused with the sequence that is expected, all of them', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 50 });
    const { stream } = await startStream(analyst, table);
    const points = streamPoints(table);
    dataOf(await analyst.api.streams.ingest(stream.id, points.slice(0, 10)), 200);

    const gap = await analyst.api.streams.ingest(stream.id, points.slice(11));

    expect(gap).toBeRefused(409);
    expect(gap.exchange.bodyText).toContain('the expected sequence is 11');
    expect(dataOf(await analyst.api.streams.points(stream.id), 200).total).toBe(10);
  });

  test('are taken once, however many senders repeat them at once', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 100 });
    const { stream, detector } = await startStream(analyst, table);
    const points = streamPoints(table);

    const answers = await Promise.all(
      Array.from({ length: 8 }, () => analyst.api.streams.ingest(stream.id, points)),
    );

    const taken = answers.map((answer) => dataOf(answer, 200));
    expect(sum(taken.map(({ accepted }) => accepted))).toBe(100);
    expect(sum(taken.map(({ duplicates }) => duplicates))).toBe(700);
    expect(taken.map(({ lastSequence }) => lastSequence)).toEqual(Array(8).fill(100));
    expect(await storedScores(analyst, stream.id)).toEqual(
      await predictedScores(analyst, detector.id, table),
    );
    expect(dataOf(await analyst.api.streams.metrics(stream.id), 200)).toMatchObject({
      storedPoints: 100,
      duplicates: 700,
      latencyMs: { batches: 1 },
    });
  });

  test(
    'must follow each other and fit the columns, or none is taken',
    { annotation: covers({ check: 'BIZ-04', asvs: ['V2.3.3'] }) },
    async ({ tenant, seed }) => {
      const analyst = await tenant.actor('analyst');
      const table = labelledTable({ seed, rows: 50, features: 2 });
      const { stream } = await startStream(analyst, table);
      const [first, second, third] = streamPoints(table);
      const ingest = (points: (NewPoint | NewPoint[] | undefined)[]) =>
        analyst.api.streams.ingest(
          stream.id,
          points.flatMap((point) => point ?? []),
        );
      const withValues = (values: NewPoint['values']) => withOther(second, values);

      expect(await ingest([first, third])).toBeRefused(422, { pointer: '/points/1/sequence' });
      expect(await ingest([second, first])).toBeRefused(422, { pointer: '/points/1/sequence' });
      expect(await ingest([first, first])).toBeRefused(422, { pointer: '/points/1/sequence' });
      expect(await ingest([first, withValues({ feature_1: 1 })])).toBeRefused(422, {
        pointer: '/points/1/values',
      });
      expect(await ingest([first, withValues({ feature_1: 1, feature_2: 2, wind: 3 })])).toBeRefused(422, {
        pointer: '/points/1/values/wind',
      });
      expect(await ingest([])).toBeRefused(422, { pointer: '/points' });
      expect(dataOf(await analyst.api.streams.metrics(stream.id), 200).lastSequence).toBe(0);
      expect(await ingest([first, withValues({ feature_1: 1, feature_2: null })])).toSucceed(200);
    },
  );

  test('come by up to a thousand in one call', { annotation: covers('RES-04') }, async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 1_001 });
    const { stream } = await startStream(analyst, table);
    const points = streamPoints(table);

    expect(await analyst.api.streams.ingest(stream.id, points)).toBeRefused(422, { pointer: '/points' });
    const answer = dataOf(await analyst.api.streams.ingest(stream.id, points.slice(0, 1_000)), 200);

    expect(answer).toMatchObject({ accepted: 1_000, lastSequence: 1_000 });
  });

  test('are anomalous above the stream’s own threshold, from the next batch on', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 50 });
    const { stream } = await startStream(analyst, table, { threshold: 0 });
    const { streams } = analyst.api;
    const all = dataOf(await streams.ingest(stream.id, streamPoints(table)), 200);

    dataOf(await streams.update(stream.id, { threshold: 1 }), 200);
    const none = dataOf(await streams.ingest(stream.id, streamPoints(table, 51)), 200);
    dataOf(await streams.update(stream.id, { threshold: null }), 200);
    const some = dataOf(await streams.ingest(stream.id, streamPoints(table, 101)), 200);

    // Trained with a contamination of 0.05: 2.5 of 50 rows lie above the quantile.
    expect([all.anomalies, none.anomalies, some.anomalies]).toEqual([50, 0, 3]);
  });

  test('are read in pages from a sequence on, forwards or backwards, or the anomalous alone', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 50 });
    const { stream } = await startStream(analyst, table);
    const { streams } = analyst.api;
    dataOf(await streams.ingest(stream.id, streamPoints(table)), 200);
    const read = async (query: Parameters<typeof streams.points>[1]) => {
      const { items, total } = dataOf(await streams.points(stream.id, query), 200);
      return { total, sequences: items.map(({ sequence }) => sequence) };
    };

    expect(await read({ from: 40, limit: 3 })).toEqual({ total: 10, sequences: [41, 42, 43] });
    expect(await read({ from: 40, limit: 3, offset: 9 })).toEqual({ total: 10, sequences: [50] });
    expect(await read({ sort: '-sequence', limit: 2 })).toEqual({ total: 50, sequences: [50, 49] });
    expect(await read({ from: 50 })).toEqual({ total: 0, sequences: [] });
    const { items } = dataOf(await streams.points(stream.id, { limit: 200 }), 200);
    const anomalous = items.filter((point) => point.anomalous).map(({ sequence }) => sequence);
    expect(await read({ anomalous: true })).toEqual({ total: 3, sequences: anomalous });
    expect(await streams.points(stream.id, { from: -1 })).toBeRefused(422, { pointer: '/query/from' });
  });

  test('add up in the metrics', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 60 });
    const { stream } = await startStream(analyst, table);
    const { streams } = analyst.api;
    const empty = dataOf(await streams.metrics(stream.id), 200);
    const first = dataOf(await streams.ingest(stream.id, streamPoints(table)), 200);
    dataOf(await streams.ingest(stream.id, streamPoints(table, 61)), 200);

    const metrics = dataOf(await streams.metrics(stream.id), 200);

    expect(empty).toEqual({
      streamId: stream.id,
      status: 'active',
      lastSequence: 0,
      anomalies: 0,
      duplicates: 0,
      storedPoints: 0,
      windowSeconds: 60,
      pointsPerSecond: 0,
      anomalyShare: null,
      latencyMs: null,
      subscribers: 0,
    });
    expect(metrics).toMatchObject({
      lastSequence: 120,
      anomalies: 2 * first.anomalies,
      storedPoints: 120,
      pointsPerSecond: 2,
      anomalyShare: (2 * first.anomalies) / 120,
      latencyMs: { batches: 2 },
    });
    expect(metrics.latencyMs?.p50).toBeGreaterThan(0);
    expect(metrics.latencyMs?.p99).toBeGreaterThanOrEqual(metrics.latencyMs?.p50 ?? Infinity);
  });

  test('teach half-space trees, each once, whatever batches they come in', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 150, features: 2 });
    const detector = { algorithm: 'half_space_trees', parameters: { windowSize: 50, trees: 10 } } as const;
    const { stream, detector: trees } = await startStream(analyst, table, { detector });
    const { streams } = analyst.api;
    const other = dataOf(await streams.create({ name: 'In one', detectorId: trees.id }), 201);
    dataOf(await streams.act(other.id, 'start'), 200);
    const points = streamPoints(table);
    const fresh = await predictedScores(analyst, trees.id, table);

    for (const [from, to] of [
      [0, 50],
      [0, 50],
      [50, 51],
      [40, 150],
    ]) {
      dataOf(await streams.ingest(stream.id, points.slice(from, to)), 200);
    }
    await expect
      .poll(async () => (await streams.ingest(other.id, points)).status, { intervals: [20] })
      .toBe(200);

    expect(stream.online).toBe(true);
    const inBatches = await storedScores(analyst, stream.id);
    expect(inBatches).toEqual(await storedScores(analyst, other.id));
    expect(inBatches).not.toEqual(fresh);
    expect(inBatches.slice(0, 50)).toEqual(fresh.slice(0, 50));
  });

  test('raise an event a batch with anomalies, about the highest of them', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 50 });
    const { stream } = await startStream(analyst, table);
    const odd = streamPoints(table);
    const { anomalies } = dataOf(await analyst.api.streams.ingest(stream.id, odd), 200);
    dataOf(await analyst.api.streams.ingest(stream.id, odd), 200);

    const { items } = dataOf(await analyst.api.events.list({ kind: 'stream_anomaly' }), 200);

    const anomalous = dataOf(await analyst.api.streams.points(stream.id, { anomalous: true }), 200).items;
    const top = anomalous.reduce((highest, point) => (point.score > highest.score ? point : highest));
    expect(items.map(({ source, details }) => ({ source, details }))).toEqual([
      {
        source: { type: 'stream', id: stream.id },
        details: { anomalies, sequence: top.sequence, topScore: top.score },
      },
    ]);
  });

  test('have one audit entry a call, refused ones none', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 50 });
    const { stream } = await makeStream(analyst, table);
    expect(await analyst.api.streams.ingest(stream.id, streamPoints(table))).toBeRefused(409);
    dataOf(await analyst.api.streams.act(stream.id, 'start'), 200);
    await expect
      .poll(async () => (await analyst.api.streams.ingest(stream.id, streamPoints(table))).status, {
        intervals: [20],
      })
      .toBe(200);

    const { items } = dataOf(await tenant.owner.api.audit.list({ action: 'streams.ingest' }), 200);

    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      outcome: 'allowed',
      status: 200,
      target: { type: 'stream', id: stream.id },
    });
  });
});
