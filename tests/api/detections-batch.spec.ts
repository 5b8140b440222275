import { covers, dataOf, expect, type TenantHandle, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { waitForJob } from '../../flows/wait-for-job.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

/** An analyst with a small dataset and a detector that was trained on it. */
async function trained(tenant: TenantHandle, seed: number) {
  const analyst = await tenant.actor('analyst');
  const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 60 }));
  const { detector } = await trainDetector(analyst, { algorithm: 'robust_zscore', datasetId: dataset.id });
  return { analyst, dataset, detector };
}

test.describe('Batches of detections', { tag: '@integration' }, () => {
  test.use({ transport: 'undici' });

  test('a batch scores each dataset by each detector, every pair by a job of its own', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { api } = analyst;
    const one = await uploadTable(analyst, labelledTable({ seed, rows: 60, features: 2 }));
    const two = await uploadTable(analyst, labelledTable({ seed: seed + 1, rows: 80, features: 2 }));
    const zscore = await trainDetector(analyst, {
      name: 'z',
      algorithm: 'robust_zscore',
      datasetId: one.id,
    });
    const forest = await trainDetector(analyst, { name: 'f', datasetId: two.id });
    const detectorIds = [zscore.detector.id, forest.detector.id];

    const started = await api.detections.batch({ detectorIds, datasetIds: [one.id, two.id] });

    const { jobs } = dataOf(started, 202);
    expect(started.headers['location']).toBe('/api/v1/jobs?kind=detection&limit=4');
    expect(jobs).toMatchObject([
      { kind: 'detection', detectorId: zscore.detector.id, datasetId: one.id },
      { kind: 'detection', detectorId: zscore.detector.id, datasetId: two.id },
      { kind: 'detection', detectorId: forest.detector.id, datasetId: one.id },
      { kind: 'detection', detectorId: forest.detector.id, datasetId: two.id },
    ]);
    const done = await Promise.all(jobs.map(({ id }) => waitForJob(analyst, id)));
    const detections = await Promise.all(
      done.map(async ({ result }) => dataOf(await api.detections.get(result?.detectionId ?? ''), 200)),
    );
    expect(detections.map(({ rowCount }) => rowCount)).toEqual([60, 80, 60, 80]);
    const alone = await api.detections.create({ detectorId: zscore.detector.id, datasetId: two.id });
    expect(dataOf(alone, 201)).toMatchObject({
      scores: detections[1]?.scores,
      anomalyCount: detections[1]?.anomalyCount,
    });
  });

  test('pairs are scored as they are named', async ({ tenant, seed }) => {
    const { analyst, detector, dataset } = await trained(tenant, seed);

    const { jobs } = dataOf(
      await analyst.api.detections.batch({ pairs: [{ detectorId: detector.id, datasetId: dataset.id }] }),
      202,
    );

    expect(jobs).toMatchObject([{ detectorId: detector.id, datasetId: dataset.id }]);
    expect(await waitForJob(analyst, jobs[0]?.id ?? '')).toMatchObject({ status: 'completed' });
  });

  test(
    'a batch with one pair that does not fit starts nothing, and names each fault',
    { annotation: covers({ check: 'BIZ-04', asvs: ['V2.3.3'] }) },
    async ({ tenant, seed, world }) => {
      const analyst = await tenant.actor('analyst');
      const { api } = analyst;
      const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 60, features: 2 }));
      const narrow = await uploadTable(analyst, labelledTable({ seed, rows: 60, features: 1 }));
      const { detector } = await trainDetector(analyst, {
        algorithm: 'robust_zscore',
        datasetId: dataset.id,
      });
      const untrained = dataOf(await api.detectors.create({ name: 'u', algorithm: 'robust_zscore' }), 201);
      const before = dataOf(await api.jobs.list(), 200).total;
      const pair = { detectorId: detector.id, datasetId: dataset.id };
      const batch = (detectorIds: string[], datasetIds: string[]) =>
        api.detections.batch({ detectorIds, datasetIds });

      const foreign = await batch(
        [detector.id, world.beta.detector.id],
        [dataset.id, world.beta.dataset.id, narrow.id],
      );
      const foreignPair = await api.detections.batch({
        pairs: [pair, { ...pair, datasetId: world.beta.dataset.id }],
      });

      expect(foreign).toBeRefused(422, { pointer: '/detectorIds/1' });
      expect(foreign).toBeRefused(422, { pointer: '/datasetIds/1' });
      expect(foreign).toBeRefused(422, { pointer: '/datasetIds/2' });
      expect(foreignPair).toBeRefused(422, { pointer: '/pairs/1/datasetId' });
      expect(await batch([untrained.id], [dataset.id])).toBeRefused(409);
      expect(dataOf(await api.jobs.list(), 200).total).toBe(before);
      expect(await batch([detector.id], [dataset.id])).toSucceed(202);
    },
  );

  test('a batch says its pairs in one way, each thing once and no more than fit', async ({
    tenant,
    seed,
  }) => {
    const { analyst, detector, dataset } = await trained(tenant, seed);
    const { api } = analyst;
    const pair = { detectorId: detector.id, datasetId: dataset.id };
    const ids = { detectorIds: [detector.id], datasetIds: [dataset.id] };
    const batch = (json: object) =>
      api.call({ operationId: 'detections.batch', method: 'POST', path: '/detections/batch', json });

    expect(await batch({})).toBeRefused(422, { pointer: '' });
    expect(await batch({ ...ids, pairs: [pair] })).toBeRefused(422, { pointer: '' });
    expect(await batch({ detectorIds: ids.detectorIds })).toBeRefused(422, { pointer: '' });
    expect(await batch({ ...ids, datasetIds: [dataset.id, dataset.id] })).toBeRefused(422, {
      pointer: '/datasetIds',
    });
    expect(await batch({ pairs: Array(21).fill(pair) })).toBeRefused(422, { pointer: '/pairs' });
    expect(await batch({ pairs: [] })).toBeRefused(422, { pointer: '/pairs' });
    expect(await batch(ids)).toSucceed(202);
  });

  test('a repeated batch with the same key starts nothing more', async ({ tenant, seed }) => {
    const { analyst, detector, dataset } = await trained(tenant, seed);
    const keyed = analyst.api.withHeaders({ 'idempotency-key': 'nightly' });
    const ids = { detectorIds: [detector.id], datasetIds: [dataset.id] };

    const first = await keyed.detections.batch(ids);
    const again = await keyed.detections.batch(ids);

    expect(dataOf(again, 202)).toEqual(dataOf(first, 202));
    expect(dataOf(await analyst.api.jobs.list({ kind: 'detection' }), 200).total).toBe(1);
  });

  test('a viewer starts no batch', async ({ tenant, seed }) => {
    const { analyst, detector, dataset } = await trained(tenant, seed);
    const viewer = await tenant.actor('viewer');
    const ids = { detectorIds: [detector.id], datasetIds: [dataset.id] };

    expect(await viewer.api.detections.batch(ids)).toBeRefused(403);
    expect(await analyst.api.detections.batch(ids)).toSucceed(202);
  });
});
