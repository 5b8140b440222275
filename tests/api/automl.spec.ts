import { dataOf, expect, test } from '../../fixtures/index.ts';
import { runAutoml } from '../../flows/run-automl.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { waitForJob } from '../../flows/wait-for-job.ts';
import { clusteredTable } from '../../test-data/clusters.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

const FAST = ['robust_zscore', 'isolation_forest'] as const;

test.describe('AutoML', { tag: '@integration' }, () => {
  test.use({ transport: 'undici' });

  test('a run tries as many candidates as its budget says, the defaults of each algorithm first', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, clusteredTable({ seed }));

    const run = await runAutoml(analyst, {
      datasetId: dataset.id,
      metric: 'averagePrecision',
      algorithms: [...FAST],
      budget: { trials: 5, seconds: 60 },
    });

    expect(run).toMatchObject({
      name: 'search',
      datasetId: dataset.id,
      metric: 'averagePrecision',
      status: 'completed',
      stoppedBy: 'trials',
      trialCount: 5,
      detectorId: null,
      error: null,
    });
    expect(run.trials.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
    expect(run.trials.slice(0, 2)).toMatchObject([
      { algorithm: 'isolation_forest', parameters: { trees: 100, sampleSize: 256 } },
      { algorithm: 'robust_zscore', parameters: { aggregation: 'max' } },
    ]);
    const tried = run.trials.map(({ algorithm, parameters }) => JSON.stringify([algorithm, parameters]));
    expect(new Set(tried).size).toBe(5);
    const values = run.trials.map(({ metrics }) => metrics?.averagePrecision ?? NaN);
    expect(run.trials.map(({ value }) => value)).toEqual(values);
    expect(run.best).toEqual(run.trials[values.indexOf(Math.max(...values))]);
  });

  test('the same seed tries the same, whatever the budget; another seed does not', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 150, features: 2 }));
    const trials = async (count: number, searchSeed: number) =>
      (
        await runAutoml(analyst, {
          datasetId: dataset.id,
          algorithms: ['isolation_forest'],
          budget: { trials: count, seconds: 60 },
          seed: searchSeed,
        })
      ).trials.map(({ parameters, metrics }) => ({ parameters, metrics }));

    const four = await trials(4, 1);

    expect(four).toHaveLength(4);
    expect(await trials(3, 1)).toEqual(four.slice(0, 3));
    expect(await trials(4, 2)).not.toEqual(four);
  });

  test('a run that has nothing new to try ends before its budget does', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 100 }));

    const run = await runAutoml(analyst, {
      datasetId: dataset.id,
      algorithms: ['robust_zscore'],
      budget: { trials: 50, seconds: 60 },
    });

    expect(run).toMatchObject({ status: 'completed', stoppedBy: 'space', trialCount: 2 });
    expect(run.trials.map(({ parameters }) => parameters['aggregation'])).toEqual(['max', 'mean']);
  });

  test(
    'a run stops when its seconds are used up, also in the middle of a trial',
    { tag: '@slow' },
    async ({ tenant, seed }) => {
      const analyst = await tenant.actor('analyst');
      // In twelve dimensions a local outlier factor of so many rows takes seconds: it is ended in the middle.
      const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 20_000, features: 12 }));

      const run = await runAutoml(analyst, {
        datasetId: dataset.id,
        algorithms: ['local_outlier_factor'],
        budget: { trials: 50, seconds: 1 },
      });

      expect(run).toMatchObject({
        status: 'failed',
        error: 'no trial succeeded within the budget',
        trialCount: 0,
      });
      const ran = Date.parse(run.finishedAt ?? '') - Date.parse(run.startedAt ?? '');
      expect(ran).toBeGreaterThanOrEqual(1_000);
      // The thread is ended within a tenth of a second; the rest is the machine's.
      expect(ran).toBeLessThan(4_000);
    },
  );

  test('a cancelled run keeps its finished trials, and its best one can be deployed', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { automl } = analyst.api;
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 5_000 }));
    const job = dataOf(
      await automl.start({
        name: 'cancelled',
        datasetId: dataset.id,
        algorithms: [...FAST],
        budget: { trials: 50, seconds: 120 },
      }),
      202,
    );
    const id = job.automlRunId ?? '';
    await expect
      .poll(async () => dataOf(await automl.get(id), 200).trialCount, { intervals: [20] })
      .toBeGreaterThan(0);

    expect(await automl.deploy(id)).toBeRefused(409);
    const cancelled = await automl.cancel(id);
    expect(dataOf(cancelled, 202).id).toBe(job.id);
    expect(cancelled.headers['location']).toBe(`/api/v1/jobs/${job.id}`);

    expect(await waitForJob(analyst, job.id)).toMatchObject({ kind: 'automl', status: 'cancelled' });
    const run = dataOf(await automl.get(id), 200);
    expect(run).toMatchObject({ status: 'cancelled', stoppedBy: null });
    expect(run.trialCount).toBeGreaterThan(0);
    expect(run.trialCount).toBeLessThan(50);
    expect(await automl.cancel(id)).toBeRefused(409);
    expect(await automl.deploy(id)).toSucceed(201);
  });

  test('the deployed detector is ready, with the model that the best trial has trained', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { automl, detectors, detections } = analyst.api;
    const dataset = await uploadTable(
      analyst,
      labelledTable({ seed, rows: 300, features: 2, contamination: 0.1 }),
    );
    const run = await runAutoml(analyst, {
      name: 'winner',
      datasetId: dataset.id,
      algorithms: ['robust_zscore'],
      budget: { trials: 2, seconds: 60 },
      seed: 3,
    });

    const deployed = await automl.deploy(run.id, { description: 'found by search' });

    const detector = dataOf(deployed, 201);
    expect(deployed.headers['location']).toBe(`/api/v1/detectors/${detector.id}`);
    expect(detector).toMatchObject({
      name: 'winner',
      description: 'found by search',
      algorithm: 'robust_zscore',
      parameters: run.best?.parameters,
      contamination: 0.1,
      seed: 3,
      status: 'ready',
      latestVersion: 1,
    });
    const version = dataOf(await detectors.version(detector.id, 1), 200);
    expect(version).toMatchObject({
      datasetId: dataset.id,
      trainedRows: 210,
      featureColumns: run.featureColumns,
      metrics: { rocAuc: run.best?.metrics?.rocAuc, f1: run.best?.metrics?.f1 },
    });
    const detection = dataOf(
      await detections.create({ detectorId: detector.id, datasetId: dataset.id }),
      201,
    );
    expect(detection).toMatchObject({ threshold: version.threshold, metrics: { rocAuc: 1 } });
    expect(dataOf(await automl.get(run.id), 200).detectorId).toBe(detector.id);
  });

  test('a run is deployed once, however many ask, and again when its detector is gone', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { automl, detectors } = analyst.api;
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 100 }));
    const { id } = await runAutoml(analyst, { datasetId: dataset.id, algorithms: ['robust_zscore'] });
    const names = ['one', 'two', 'three'];

    const answers = await Promise.all(names.map((name) => automl.deploy(id, { name })));

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const [detector] = dataOf(await detectors.list(), 200).items;
    expect(dataOf(await detectors.list(), 200).total).toBe(1);
    expect(await automl.deploy(id, { name: 'four' })).toBeRefused(409);
    expect(await detectors.remove(detector?.id ?? '')).toSucceed(204);
    expect(await automl.deploy(id, { name: 'four' })).toSucceed(201);
  });

  test('a deployment under a name that is taken is refused and can be repeated under another', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { automl, detectors } = analyst.api;
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 100 }));
    const { id } = await runAutoml(analyst, { datasetId: dataset.id, algorithms: ['robust_zscore'] });
    expect(await detectors.create({ name: 'search', algorithm: 'robust_zscore' })).toSucceed(201);

    expect(await automl.deploy(id)).toBeRefused(409);

    expect(await automl.deploy(id, { name: 'another' })).toSucceed(201);
  });

  test('a run of which no trial could be measured has failed and cannot be deployed', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    // One anomaly only: it is among the rows trained on, so those held out lack the class.
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 20 }));

    const run = await runAutoml(analyst, { datasetId: dataset.id, algorithms: ['robust_zscore'] });

    expect(run).toMatchObject({
      status: 'failed',
      error: 'no trial succeeded within the budget',
      best: null,
      trials: [{ status: 'failed', value: null, error: 'the rows held out have labels of one class only' }],
    });
    expect(await analyst.api.automl.deploy(run.id)).toBeRefused(409);
  });

  test('a search needs labels, a budget within bounds and algorithms that can be searched', async ({
    tenant,
    seed,
    world,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { columns, rows } = labelledTable({ seed, rows: 60 });
    const unlabelled = await uploadTable(analyst, { columns, rows });
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 60 }));
    const start = (change: object) =>
      analyst.api.automl.start({
        name: 'search',
        datasetId: dataset.id,
        algorithms: ['robust_zscore'],
        budget: { trials: 1, seconds: 60 },
        ...change,
      });

    expect(await start({ datasetId: unlabelled.id })).toBeRefused(422, { pointer: '/datasetId' });
    expect(await start({ datasetId: world.beta.dataset.id })).toBeRefused(422, { pointer: '/datasetId' });
    expect(await start({ budget: { trials: 51, seconds: 60 } })).toBeRefused(422, {
      pointer: '/budget/trials',
    });
    expect(await start({ budget: { trials: 1, seconds: 601 } })).toBeRefused(422, {
      pointer: '/budget/seconds',
    });
    expect(await start({ algorithms: ['robust_zscore', 'seasonal_residual'] })).toBeRefused(422, {
      pointer: '/algorithms/1',
    });
    expect(await start({ algorithms: ['knn', 'knn'] })).toBeRefused(422, { pointer: '/algorithms/1' });
    expect(await start({})).toSucceed(202);
  });

  test('runs are listed by status, newest first, to those who may start them', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = (await tenant.actor('viewer')).api;
    const { automl } = analyst.api;
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 100 }));
    const search = { datasetId: dataset.id, algorithms: ['robust_zscore' as const] };
    const first = await runAutoml(analyst, search);
    const second = await runAutoml(analyst, { ...search, budget: { trials: 2, seconds: 60 } });

    const { items, total } = dataOf(await automl.list(), 200);

    expect(total).toBe(2);
    expect(items.map(({ id, trialCount }) => ({ id, trialCount }))).toEqual([
      { id: second.id, trialCount: 2 },
      { id: first.id, trialCount: 1 },
    ]);
    expect(items[1]?.best).toEqual(first.best);
    expect(dataOf(await automl.list({ status: 'cancelled' }), 200).total).toBe(0);
    expect(await viewer.automl.list()).toBeRefused(403);
    expect(await viewer.automl.get(first.id)).toBeRefused(403);
  });

  test('without algorithms named, all that learn from single rows are searched', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 100 }));
    const all = dataOf(await analyst.api.algorithms.list(), 200).items;

    const run = await runAutoml(analyst, { datasetId: dataset.id });

    expect(run.algorithms).toEqual(all.filter(({ kind }) => kind === 'tabular').map(({ id }) => id));
  });
});
