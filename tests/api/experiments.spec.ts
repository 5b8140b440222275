import { dataOf, expect, test } from '../../fixtures/index.ts';
import { draftExperiment, runExperiment } from '../../flows/run-experiment.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { waitForJob } from '../../flows/wait-for-job.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { seededRandom } from '../../test-data/random.ts';
import { SLOW_TRAINING } from '../../test-data/slow-training.ts';

const FAST = { algorithm: 'robust_zscore' } as const;
const FOREST = { algorithm: 'isolation_forest', parameters: { trees: 10 } } as const;

test.describe('Experiments', { tag: '@integration' }, () => {
  test.use({ transport: 'undici' });

  test('an experiment starts as a draft with every parameter of its candidates filled in', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 60 }));

    const created = await analyst.api.experiments.create({
      name: 'first',
      datasetId: dataset.id,
      candidates: [{ name: 'mine', ...FOREST, contamination: 0.1, seed: 7 }, FAST],
    });

    const experiment = dataOf(created, 201);
    expect(created.headers['location']).toBe(`/api/v1/experiments/${experiment.id}`);
    expect(experiment).toMatchObject({
      name: 'first',
      datasetId: dataset.id,
      holdout: 0.3,
      seed: 42,
      status: 'draft',
      jobId: null,
      startedAt: null,
      candidates: [
        {
          name: 'mine',
          algorithm: 'isolation_forest',
          parameters: { trees: 10, sampleSize: 256 },
          contamination: 0.1,
          seed: 7,
        },
        { name: 'Robust z-score 2', parameters: { aggregation: 'max' }, contamination: 0.05, seed: 42 },
      ],
    });
    expect(dataOf(await analyst.api.experiments.get(experiment.id), 200)).toEqual(experiment);
    const results = dataOf(await analyst.api.experiments.results(experiment.id), 200);
    expect(results.items.map(({ position, status }) => ({ position, status }))).toEqual([
      { position: 0, status: 'pending' },
      { position: 1, status: 'pending' },
    ]);
  });

  test('each candidate is trained on one part of the rows and measured on the rest', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 400, features: 2, contamination: 0.1 });
    const dataset = await uploadTable(analyst, table);

    const { experiment, results, job } = await runExperiment(analyst, {
      datasetId: dataset.id,
      holdout: 0.25,
      candidates: [{ ...FAST, contamination: 0.2 }, FOREST],
    });

    expect(job).toMatchObject({
      kind: 'experiment',
      status: 'completed',
      progress: 1,
      experimentId: experiment.id,
      datasetId: dataset.id,
    });
    expect(experiment).toMatchObject({ status: 'completed', jobId: job.id, error: null });
    // 10 of the 40 anomalies and 90 of the 360 normal rows are held out.
    expect(results).toMatchObject([
      { status: 'completed', trainedRows: 300, holdoutRows: 100, error: null },
      { status: 'completed', trainedRows: 300, holdoutRows: 100, error: null },
    ]);
    const metrics = results[0]?.metrics;
    const flagged = Math.round((results[0]?.flaggedShare ?? 0) * 100);
    // The anomalies are planted far outside, so all of them are among the fifth that is flagged.
    expect(metrics).toMatchObject({ rocAuc: 1, averagePrecision: 1, recall: 1 });
    expect(metrics?.precision).toBeCloseTo(10 / flagged, 12);
    expect(metrics?.f1).toBeCloseTo(20 / (10 + flagged), 12);
  });

  test('the same seed holds the same rows out, in whatever order they come; another seed does not', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 300, features: 2, contamination: 0.1 });
    const order = seededRandom(seed).shuffled([...table.rows.keys()]);
    const shuffled = {
      ...table,
      rows: order.map((row) => table.rows[row] ?? []),
      labels: order.map((row) => table.labels[row] ?? 0),
    };
    const inOrder = await uploadTable(analyst, table, { name: 'in order' });
    const outOfOrder = await uploadTable(analyst, shuffled, { name: 'out of order' });
    const run = async (name: string, datasetId: string, splitSeed: number) =>
      (await runExperiment(analyst, { name, datasetId, seed: splitSeed, candidates: [FOREST] })).results.map(
        ({ metrics, threshold, flaggedShare }) => ({ metrics, threshold, flaggedShare }),
      );

    const first = await run('first', inOrder.id, 1);

    expect(await run('again', inOrder.id, 1)).toEqual(first);
    expect(await run('shuffled', outOfOrder.id, 1)).toEqual(first);
    expect(await run('other seed', inOrder.id, 2)).not.toEqual(first);
  });

  test('a candidate that cannot be trained says why and leaves the others alone', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 22_300, features: 1 }));

    const { experiment, results } = await runExperiment(analyst, {
      datasetId: dataset.id,
      holdout: 0.1,
      candidates: [{ algorithm: 'local_outlier_factor' }, FAST],
    });

    expect(experiment.status).toBe('completed');
    expect(results).toMatchObject([
      {
        status: 'failed',
        metrics: null,
        trainedRows: null,
        error: 'the algorithm takes at most 20000 rows, the training part has 20069',
      },
      { status: 'completed', error: null },
    ]);
    const comparison = dataOf(await analyst.api.experiments.comparison(experiment.id), 200);
    expect(comparison.entries.map(({ position }) => position)).toEqual([1]);
  });

  test('an experiment of which every candidate failed has failed, and can be run again', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 1, features: 1 }));

    const { experiment, job } = await runExperiment(analyst, { datasetId: dataset.id, candidates: [FAST] });

    expect(job).toMatchObject({ status: 'failed', error: 'every candidate failed' });
    expect(experiment).toMatchObject({ status: 'failed', error: 'every candidate failed' });
    expect(await analyst.api.experiments.run(experiment.id)).toSucceed(202);
  });

  test('a running experiment is cancelled by its job, cannot be removed before and can be run again', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { experiments, jobs } = analyst.api;
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 20_000 }));
    const { id } = await draftExperiment(analyst, {
      datasetId: dataset.id,
      candidates: [SLOW_TRAINING, FAST],
    });
    const job = dataOf(await experiments.run(id), 202);

    expect(await experiments.run(id)).toBeRefused(409);
    expect(await experiments.remove(id)).toBeRefused(409);
    expect(await experiments.comparison(id)).toBeRefused(409);
    expect(await analyst.api.datasets.remove(dataset.id)).toBeRefused(409);
    expect(await jobs.cancel(job.id)).toSucceed(202);

    expect(await waitForJob(analyst, job.id)).toMatchObject({ status: 'cancelled' });
    expect(dataOf(await experiments.get(id), 200)).toMatchObject({ status: 'cancelled', error: null });
    const results = dataOf(await experiments.results(id), 200).items;
    expect(results.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    const again = dataOf(await experiments.run(id), 202);
    expect(await jobs.cancel(again.id)).toSucceed(202);
  });

  test('an experiment is run once, however many ask at the same time', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { experiments } = analyst.api;
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 100 }));
    const { id } = await draftExperiment(analyst, { datasetId: dataset.id, candidates: [FAST] });

    const answers = await Promise.all([experiments.run(id), experiments.run(id), experiments.run(id)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    expect(dataOf(await analyst.api.jobs.list({ kind: 'experiment' }), 200).total).toBe(1);
  });

  test('experiments are listed by status and dataset, newest first, to those who may read them', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = (await tenant.actor('viewer')).api;
    const sales = (await tenant.actor('sales')).api;
    const one = await uploadTable(analyst, labelledTable({ seed, rows: 60 }));
    const two = await uploadTable(analyst, labelledTable({ seed: seed + 1, rows: 60 }));
    const draft = await draftExperiment(analyst, { name: 'draft', datasetId: one.id, candidates: [FAST] });
    const { experiment: done } = await runExperiment(analyst, { datasetId: two.id, candidates: [FAST] });

    expect(dataOf(await viewer.experiments.list(), 200)).toMatchObject({ items: [done, draft], total: 2 });
    expect(dataOf(await viewer.experiments.list({ status: 'draft' }), 200).items).toEqual([draft]);
    expect(dataOf(await viewer.experiments.list({ datasetId: two.id }), 200).items).toEqual([done]);
    expect(dataOf(await viewer.experiments.list({ limit: 1, offset: 1 }), 200).items).toEqual([draft]);
    expect(await viewer.experiments.run(draft.id)).toBeRefused(403);
    expect(await sales.experiments.list()).toBeRefused(403);
  });

  test('a description that does not fit is refused at each fault', async ({ tenant, seed, world }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 60 }));
    const create = (change: object) =>
      analyst.api.experiments.create({
        name: 'refused',
        datasetId: dataset.id,
        candidates: [FAST],
        ...change,
      });

    expect(await create({ datasetId: world.beta.dataset.id })).toBeRefused(422, { pointer: '/datasetId' });
    expect(await create({ candidates: [] })).toBeRefused(422, { pointer: '/candidates' });
    expect(await create({ candidates: Array(21).fill(FAST) })).toBeRefused(422, { pointer: '/candidates' });
    expect(await create({ candidates: [FAST, { ...FOREST, parameters: { trees: 9 } }] })).toBeRefused(422, {
      pointer: '/candidates/1/parameters/trees',
    });
    expect(await create({ candidates: [{ algorithm: 'seasonal_residual' }] })).toBeRefused(422, {
      pointer: '/candidates/0/algorithm',
    });
    expect(await create({ holdout: 0.6 })).toBeRefused(422, { pointer: '/holdout' });
    expect(await create({ candidates: Array(20).fill(FAST) })).toSucceed(201);
    expect(await create({})).toBeRefused(409);
  });

  test('an experiment is removed with its results, unless it has changed meanwhile', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { experiments } = analyst.api;
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 60 }));
    const { experiment } = await runExperiment(analyst, { datasetId: dataset.id, candidates: [FAST] });
    const current = await experiments.get(experiment.id);

    expect(await experiments.remove(experiment.id, { ifMatch: '"stale"' })).toBeRefused(412);
    expect(await experiments.remove(experiment.id, { ifMatch: current.headers['etag'] ?? '' })).toSucceed(
      204,
    );

    expect(await experiments.get(experiment.id)).toBeRefused(404);
    expect(await experiments.results(experiment.id)).toBeRefused(404);
  });

  test('an experiment whose dataset is gone keeps its results and cannot be run', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { experiments } = analyst.api;
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 60 }));
    const { experiment, results } = await runExperiment(analyst, {
      datasetId: dataset.id,
      candidates: [FAST],
    });
    const draft = await draftExperiment(analyst, {
      name: 'draft',
      datasetId: dataset.id,
      candidates: [FAST],
    });

    expect(await analyst.api.datasets.remove(dataset.id)).toSucceed(204);

    expect(await experiments.run(draft.id)).toBeRefused(409);
    expect(dataOf(await experiments.get(experiment.id), 200).datasetId).toBeNull();
    expect(dataOf(await experiments.results(experiment.id), 200).items).toEqual(results);
  });
});
