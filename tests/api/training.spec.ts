import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { waitForJob } from '../../flows/wait-for-job.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { largeTable } from '../../test-data/large-table.ts';
import { mixedTable } from '../../test-data/mixed-table.ts';
import { SLOW_TRAINING } from '../../test-data/slow-training.ts';

test.describe('Training', { tag: '@integration' }, () => {
  test('a training is a job that ends with a first version', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { api } = analyst;
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 300, features: 3 }));
    const detector = dataOf(
      await api.detectors.create({ name: 'Fraud', algorithm: 'isolation_forest' }),
      201,
    );

    const started = await api.detectors.train(detector.id, { datasetId: dataset.id });
    const job = dataOf(started, 202);
    const finished = await waitForJob(analyst, job.id);

    expect(started.headers['location']).toBe(`/api/v1/jobs/${job.id}`);
    expect(job).toMatchObject({ kind: 'training', detectorId: detector.id, datasetId: dataset.id });
    expect(finished).toMatchObject({ status: 'completed', progress: 1, error: null });
    expect(finished.result).toEqual({ version: 1, detectionId: null });
    expect(dataOf(await api.detectors.get(detector.id), 200)).toMatchObject({
      status: 'ready',
      latestVersion: 1,
    });
  });

  test('a version says what it was made of and how well it knows its labels', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = await tenant.actor('viewer');
    const dataset = await uploadTable(
      analyst,
      labelledTable({ seed, rows: 400, features: 3, contamination: 0.05 }),
    );
    const { detector } = await trainDetector(analyst, {
      datasetId: dataset.id,
      seed: 7,
      contamination: 0.05,
    });

    const version = dataOf(await viewer.api.detectors.version(detector.id, 1), 200);

    expect(version).toMatchObject({
      detectorId: detector.id,
      version: 1,
      algorithm: 'isolation_forest',
      contamination: 0.05,
      seed: 7,
      datasetId: dataset.id,
      featureColumns: ['feature_1', 'feature_2', 'feature_3'],
      trainedRows: 400,
    });
    expect(version.metrics?.rocAuc).toBeGreaterThanOrEqual(0.95);
  });

  test('a version of data without labels has no metrics', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { columns, rows } = labelledTable({ seed, rows: 100 });
    const dataset = await uploadTable(analyst, { columns, rows });

    const { version } = await trainDetector(analyst, { datasetId: dataset.id });

    expect(version.metrics).toBeNull();
  });

  test('a second training makes a second version, listed first', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { api } = analyst;
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 100, features: 3 }));
    const { detector } = await trainDetector(analyst, { datasetId: dataset.id });

    const job = dataOf(
      await api.detectors.train(detector.id, { datasetId: dataset.id, columns: ['feature_2'] }),
      202,
    );
    await waitForJob(analyst, job.id);

    const versions = dataOf(await api.detectors.versions(detector.id), 200);
    expect(versions.items.map(({ version }) => version)).toEqual([2, 1]);
    expect(versions.items[0]?.featureColumns).toEqual(['feature_2']);
    expect(await api.detectors.version(detector.id, 3)).toBeRefused(404);
  });

  test('while a training is under way the detector takes no other, and its data stay', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { api } = analyst;
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 20_000 }));
    const detector = dataOf(await api.detectors.create({ name: 'slow', ...SLOW_TRAINING }), 201);

    const job = dataOf(await api.detectors.train(detector.id, { datasetId: dataset.id }), 202);
    const second = await api.detectors.train(detector.id, { datasetId: dataset.id });
    const removedData = await api.datasets.remove(dataset.id);
    const removedDetector = await api.detectors.remove(detector.id);

    expect(second).toBeRefused(409);
    expect(removedData).toBeRefused(409);
    expect(removedDetector).toBeRefused(409);
    expect(await waitForJob(analyst, job.id)).toMatchObject({ status: 'completed' });
    expect(await api.detectors.remove(detector.id)).toSucceed(204);
    expect(await api.datasets.remove(dataset.id)).toSucceed(204);
  });

  test(
    'a training that is cancelled makes no version',
    { annotation: covers({ check: 'RES-05', asvs: ['V15.2.2'] }) },
    async ({ tenant, seed }) => {
      const analyst = await tenant.actor('analyst');
      const viewer = await tenant.actor('viewer');
      const { api } = analyst;
      const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 20_000 }));
      const detector = dataOf(await api.detectors.create({ name: 'slow', ...SLOW_TRAINING }), 201);
      const { id } = dataOf(await api.detectors.train(detector.id, { datasetId: dataset.id }), 202);

      expect(await viewer.api.jobs.cancel(id)).toBeRefused(403);
      expect(await api.jobs.cancel(id)).toSucceed(202);

      expect(await waitForJob(analyst, id)).toMatchObject({ status: 'cancelled', result: null });
      expect(dataOf(await api.detectors.get(detector.id), 200)).toMatchObject({
        status: 'untrained',
        latestVersion: null,
      });
      expect(await api.jobs.cancel(id)).toBeRefused(409);
    },
  );

  test('progress never goes back', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { api } = analyst;
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 20_000 }));
    const detector = dataOf(await api.detectors.create({ name: 'slow', ...SLOW_TRAINING }), 201);
    const { id } = dataOf(await api.detectors.train(detector.id, { datasetId: dataset.id }), 202);
    const seen: number[] = [];

    await expect
      .poll(
        async () => {
          const job = dataOf(await api.jobs.get(id), 200);
          seen.push(job.progress);
          return job.status;
        },
        { intervals: [20], timeout: 30_000 },
      )
      .toBe('completed');

    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });

  test('data that is not there or another tenant’s is refused alike', async ({ tenant, world }) => {
    const { api } = await tenant.actor('analyst');
    const detector = dataOf(await api.detectors.create({ name: 'd', algorithm: 'robust_zscore' }), 201);
    const train = (datasetId: string) => api.detectors.train(detector.id, { datasetId });

    expect(await train(world.beta.dataset.id)).toBeRefused(422, { pointer: '/datasetId' });
    expect(await train('0199aaaa-0000-7000-8000-000000000000')).toBeRefused(422, { pointer: '/datasetId' });
    expect(dataOf(await api.jobs.list(), 200).total).toBe(0);
  });

  test('columns that are no numbers, or not there, are refused at their place', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { api } = analyst;
    const dataset = await uploadTable(analyst, mixedTable({ seed, rows: 50 }));
    const detector = dataOf(await api.detectors.create({ name: 'd', algorithm: 'robust_zscore' }), 201);
    const train = (columns: string[]) => api.detectors.train(detector.id, { datasetId: dataset.id, columns });

    expect(await train(['amount', 'merchant'])).toBeRefused(422, { pointer: '/columns/1' });
    expect(await train(['nowhere'])).toBeRefused(422, { pointer: '/columns/0' });
    expect(await train(['amount'])).toSucceed(202);
  });

  test('a local outlier factor refuses more than 20,000 rows', async ({ tenant, seed }) => {
    const { api } = await tenant.actor('analyst');
    const file = (rows: number) => ({
      name: 'large.csv',
      contentType: 'text/csv',
      content: largeTable({ seed, rows, features: 1 }),
    });
    const tooLong = dataOf(await api.datasets.create({ name: 'too long', file: file(20_001) }), 201);
    const detector = dataOf(
      await api.detectors.create({ name: 'd', algorithm: 'local_outlier_factor' }),
      201,
    );

    expect(tooLong.rowCount).toBe(20_001);
    expect(await api.detectors.train(detector.id, { datasetId: tooLong.id })).toBeRefused(422, {
      pointer: '/datasetId',
    });
  });

  test('jobs are listed by kind and status', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const sales = await tenant.actor('sales');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 50 }));
    const { job } = await trainDetector(analyst, { datasetId: dataset.id });

    const trainings = dataOf(await sales.api.jobs.list({ kind: 'training', status: 'completed' }), 200);
    const detections = dataOf(await sales.api.jobs.list({ kind: 'detection' }), 200);
    const failed = dataOf(await sales.api.jobs.list({ status: 'failed' }), 200);

    expect(trainings.items).toEqual([job]);
    expect(detections.total).toBe(0);
    expect(failed.total).toBe(0);
  });
});
