import { UNKNOWN_ID } from '../../contract/bare-request.ts';
import type { StreamAction } from '../../api-clients/streams/client.ts';
import { covers, dataOf, expect, test, type Actor, type TenantHandle } from '../../fixtures/index.ts';
import { makeStream, startStream, waitForStream } from '../../flows/start-stream.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { streamPoints } from '../../test-data/stream-points.ts';

const ACTIONS = ['start', 'pause', 'resume', 'stop', 'remove'] as const;

/** Brings a new stream of the tenant into a state. */
const INTO: Record<string, (actor: Actor, seed: number) => Promise<string>> = {
  pending: async (actor, seed) => (await makeStream(actor, labelledTable({ seed, rows: 50 }))).stream.id,
  active: async (actor, seed) => (await startStream(actor, labelledTable({ seed, rows: 50 }))).stream.id,
  paused: async (actor, seed) => {
    const { stream } = await startStream(actor, labelledTable({ seed, rows: 50 }));
    return dataOf(await actor.api.streams.act(stream.id, 'pause'), 200).id;
  },
  stopped: async (actor, seed) => {
    const { stream } = await startStream(actor, labelledTable({ seed, rows: 50 }));
    dataOf(await actor.api.streams.act(stream.id, 'stop'), 200);
    return (await waitForStream(actor, stream.id, 'stopped')).id;
  },
  error: async (actor, seed) => {
    const { stream, detector } = await makeStream(actor, labelledTable({ seed, rows: 50 }));
    const other = await uploadTable(actor, labelledTable({ seed, rows: 50, features: 2 }));
    await retrain(actor, detector.id, other.id);
    dataOf(await actor.api.streams.act(stream.id, 'start'), 200);
    return (await waitForStream(actor, stream.id, 'error')).id;
  },
};

/** Trains a detector anew, so that its latest version is of another dataset. */
async function retrain(actor: Actor, detectorId: string, datasetId: string): Promise<void> {
  const job = dataOf(await actor.api.detectors.train(detectorId, { datasetId }), 202);
  await expect
    .poll(async () => dataOf(await actor.api.jobs.get(job.id), 200).status, { intervals: [20] })
    .toBe('completed');
}

/** What each action on a stream is answered, with the problem's own words where it is refused. */
async function answersTo(actor: Actor, id: string, actions: readonly (StreamAction | 'remove')[]) {
  const answers: Record<string, string> = {};
  for (const action of actions) {
    const result =
      action === 'remove' ? await actor.api.streams.remove(id) : await actor.api.streams.act(id, action);
    answers[action] = result.ok ? String(result.status) : `${result.status} ${result.problem.detail}`;
  }
  return answers;
}

const REFUSALS = {
  start: 'it cannot be started.',
  pause: 'it cannot be paused.',
  resume: 'it cannot be resumed.',
  stop: 'it cannot be stopped.',
  remove: 'it cannot be removed.',
};

async function analystOf(tenant: TenantHandle): Promise<Actor> {
  return tenant.actor('analyst');
}

test.describe('Streams', { tag: '@integration' }, () => {
  test('a stream takes its columns from the version that scores it', async ({ tenant, seed }) => {
    const analyst = await analystOf(tenant);
    const table = labelledTable({ seed, rows: 50, features: 3 });
    const dataset = await uploadTable(analyst, table);
    const { detector } = await trainDetector(analyst, {
      algorithm: 'robust_zscore',
      datasetId: dataset.id,
      columns: ['feature_3', 'feature_1'],
    });

    const result = await analyst.api.streams.create({
      name: 'Pumps',
      description: 'Two sensors',
      detectorId: detector.id,
      threshold: 0.7,
    });

    const stream = dataOf(result, 201);
    expect(result.headers['location']).toBe(`/api/v1/streams/${stream.id}`);
    expect(stream).toMatchObject({
      name: 'Pumps',
      description: 'Two sensors',
      detectorId: detector.id,
      features: ['feature_3', 'feature_1'],
      threshold: 0.7,
      online: false,
      status: 'pending',
      error: null,
      createdBy: { kind: 'user', id: analyst.id },
    });
    expect(dataOf(await analyst.api.streams.get(stream.id), 200)).toEqual(stream);
  });

  test('a stream needs a trained detector of one’s own and a name of its own', async ({
    tenant,
    world,
    seed,
  }) => {
    const analyst = await analystOf(tenant);
    const { stream, detector } = await makeStream(analyst, labelledTable({ seed, rows: 50 }));
    const { streams, detectors } = analyst.api;
    const untrained = dataOf(await detectors.create({ name: 'New', algorithm: 'robust_zscore' }), 201);

    expect(await streams.create({ name: 'a', detectorId: untrained.id })).toBeRefused(409);
    expect(await streams.create({ name: 'a', detectorId: UNKNOWN_ID })).toBeRefused(422, {
      pointer: '/detectorId',
    });
    expect(await streams.create({ name: 'a', detectorId: world.alpha.detector.id })).toBeRefused(422, {
      pointer: '/detectorId',
    });
    expect(await streams.create({ name: stream.name, detectorId: detector.id })).toBeRefused(409);
    expect(await streams.create({ name: 'a', detectorId: detector.id, threshold: 1.01 })).toBeRefused(422, {
      pointer: '/threshold',
    });
  });

  test('a started stream becomes active, pauses, goes on and ends', async ({ tenant, seed }) => {
    const analyst = await analystOf(tenant);
    const { stream } = await makeStream(analyst, labelledTable({ seed, rows: 50 }));
    const { streams } = analyst.api;

    expect(dataOf(await streams.act(stream.id, 'start'), 200).status).toBe('starting');
    await waitForStream(analyst, stream.id, 'active');
    expect(dataOf(await streams.act(stream.id, 'pause'), 200).status).toBe('paused');
    expect(dataOf(await streams.act(stream.id, 'resume'), 200).status).toBe('active');
    expect(dataOf(await streams.act(stream.id, 'stop'), 200).status).toBe('stopping');
    await waitForStream(analyst, stream.id, 'stopped');
  });

  for (const [status, allowed] of [
    ['pending', ['start', 'remove']],
    ['active', ['pause', 'stop']],
    ['paused', ['resume', 'stop', 'remove']],
    ['stopped', ['remove']],
    ['error', ['start', 'remove']],
  ] as const) {
    test(`a stream that is ${status} refuses everything but ${allowed.join(', ')}, and says why`, async ({
      tenant,
      seed,
    }) => {
      const analyst = await analystOf(tenant);
      const id = (await INTO[status]?.(analyst, seed)) ?? '';
      const forbidden = ACTIONS.filter((action) => !(allowed as readonly string[]).includes(action));

      const answers = await answersTo(analyst, id, forbidden);

      expect(answers).toEqual(
        Object.fromEntries(
          forbidden.map((action) => [action, `409 The stream is ${status}: ${REFUSALS[action]}`]),
        ),
      );
      expect(dataOf(await analyst.api.streams.get(id), 200).status).toBe(status);
    });
  }

  test('a stream whose detector has learnt other columns meanwhile does not start, and says so', async ({
    tenant,
    seed,
  }) => {
    const analyst = await analystOf(tenant);
    const id = (await INTO['error']?.(analyst, seed)) ?? '';

    const { error } = dataOf(await analyst.api.streams.get(id), 200);

    expect(error).toBe('Version 2 of the detector has other columns than the stream.');
  });

  test(
    'takes points while it is active, and in no other state',
    { annotation: covers('BIZ-02') },
    async ({ tenant, seed }) => {
      const analyst = await analystOf(tenant);
      const table = labelledTable({ seed, rows: 50 });
      const { stream } = await makeStream(analyst, table);
      const { streams } = analyst.api;
      const points = streamPoints(table);

      expect(await streams.ingest(stream.id, points)).toBeRefused(409);
      dataOf(await streams.act(stream.id, 'start'), 200);
      await waitForStream(analyst, stream.id, 'active');
      expect(await streams.ingest(stream.id, points)).toSucceed(200);
      dataOf(await streams.act(stream.id, 'pause'), 200);
      expect(await streams.ingest(stream.id, streamPoints(table, 51))).toBeRefused(409);
      dataOf(await streams.act(stream.id, 'resume'), 200);
      expect(await streams.ingest(stream.id, streamPoints(table, 51))).toSucceed(200);
      dataOf(await streams.act(stream.id, 'stop'), 200);
      expect(await streams.ingest(stream.id, streamPoints(table, 101))).toBeRefused(409);
      expect(dataOf(await streams.metrics(stream.id), 200).lastSequence).toBe(100);
    },
  );

  test('changes a stream, but not on a stale ETag or to a name that is taken', async ({ tenant, seed }) => {
    const analyst = await analystOf(tenant);
    const { stream, detector } = await makeStream(analyst, labelledTable({ seed, rows: 50 }));
    const { streams } = analyst.api;
    dataOf(await streams.create({ name: 'Other', detectorId: detector.id }), 201);
    const { headers } = await streams.get(stream.id);
    const ifMatch = headers['etag'] ?? '';

    const changed = dataOf(
      await streams.update(stream.id, { description: 'Line 4', threshold: 0.25 }, { ifMatch }),
      200,
    );

    expect(changed).toEqual({
      ...stream,
      description: 'Line 4',
      threshold: 0.25,
      updatedAt: changed.updatedAt,
    });
    expect(await streams.update(stream.id, { name: 'Late' }, { ifMatch })).toBeRefused(412);
    expect(await streams.update(stream.id, { name: 'Other' })).toBeRefused(409);
    expect(dataOf(await streams.get(stream.id), 200)).toEqual(changed);
  });

  test('a removed stream is gone with its points', async ({ tenant, seed }) => {
    const analyst = await analystOf(tenant);
    const table = labelledTable({ seed, rows: 50 });
    const { stream } = await startStream(analyst, table);
    const { streams } = analyst.api;
    dataOf(await streams.ingest(stream.id, streamPoints(table)), 200);
    dataOf(await streams.act(stream.id, 'pause'), 200);

    expect(await streams.remove(stream.id)).toSucceed(204);

    expect(await streams.get(stream.id)).toBeRefused(404);
    expect(await streams.points(stream.id)).toBeRefused(404);
    expect(dataOf(await streams.list(), 200).total).toBe(0);
  });

  test('lists streams newest first, by state, detector and part of the name', async ({ tenant, seed }) => {
    const analyst = await analystOf(tenant);
    const { stream: first, detector } = await startStream(analyst, labelledTable({ seed, rows: 50 }));
    const { streams } = analyst.api;
    const second = dataOf(await streams.create({ name: 'Second', detectorId: detector.id }), 201);
    const ids = async (query: Parameters<typeof streams.list>[0]) =>
      dataOf(await streams.list(query), 200).items.map(({ id }) => id);

    expect(await ids({})).toEqual([second.id, first.id]);
    expect(await ids({ status: 'active' })).toEqual([first.id]);
    expect(await ids({ q: 'SECO' })).toEqual([second.id]);
    expect(await ids({ detectorId: detector.id, limit: 1, offset: 1 })).toEqual([first.id]);
    expect(await ids({ detectorId: UNKNOWN_ID })).toEqual([]);
  });

  test('a stream outlives its detector, but scores nothing any more', async ({ tenant, seed }) => {
    const analyst = await analystOf(tenant);
    const table = labelledTable({ seed, rows: 50 });
    const { stream, detector } = await startStream(analyst, table);
    const { streams, detectors } = analyst.api;
    dataOf(await streams.ingest(stream.id, streamPoints(table)), 200);

    expect(await detectors.remove(detector.id)).toSucceed(204);

    expect(dataOf(await streams.get(stream.id), 200).detectorId).toBeNull();
    expect(await streams.ingest(stream.id, streamPoints(table, 51))).toBeRefused(409);
    expect(dataOf(await streams.points(stream.id), 200).total).toBe(50);
  });
});
