import { parse } from 'csv-parse/sync';
import { dataOf, expect, test } from '../../fixtures/index.ts';
import { runExperiment } from '../../flows/run-experiment.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { clusteredTable } from '../../test-data/clusters.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

const ZSCORE = { algorithm: 'robust_zscore' } as const;

test.describe('Comparison of an experiment’s candidates', { tag: '@integration' }, () => {
  test.use({ transport: 'undici' });

  test('a difference that the rows held out bear out is significant, and its interval leaves out 0', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    // What lies between clusters is found by a density, and hardly by the distance from the medians. A hundred such
    // rows make the difference plain with whatever seed.
    const dataset = await uploadTable(analyst, clusteredTable({ seed, rows: 800, scattered: 100 }));
    const { experiment, results } = await runExperiment(analyst, {
      datasetId: dataset.id,
      holdout: 0.5,
      candidates: [ZSCORE, { algorithm: 'local_outlier_factor' }],
    });

    const comparison = dataOf(await analyst.api.experiments.comparison(experiment.id), 200);

    expect(comparison).toMatchObject({
      experimentId: experiment.id,
      metric: 'rocAuc',
      labelled: true,
      resamples: 400,
      confidence: 0.95,
    });
    const [best, other] = comparison.entries;
    expect(best).toMatchObject({
      rank: 1,
      position: 1,
      difference: 0,
      differenceInterval: null,
      significant: null,
    });
    expect(other).toMatchObject({ rank: 2, position: 0, significant: true });
    expect(other?.value).toBe(results[0]?.metrics?.rocAuc);
    expect(other?.difference).toBeCloseTo((other?.value ?? 0) - (best?.value ?? 0), 12);
    expect(other?.differenceInterval?.upper).toBeLessThan(0);
    expect(other?.differenceInterval?.lower).toBeLessThanOrEqual(other?.difference ?? NaN);
    expect(other?.differenceInterval?.upper).toBeGreaterThanOrEqual(other?.difference ?? NaN);
    expect(other?.interval?.lower).toBeLessThanOrEqual(other?.value ?? NaN);
    expect(other?.interval?.upper).toBeGreaterThanOrEqual(other?.value ?? NaN);
  });

  test('candidates that score alike differ by nothing, in every resample', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, clusteredTable({ seed }));
    const { experiment } = await runExperiment(analyst, {
      datasetId: dataset.id,
      candidates: [
        { name: 'a', ...ZSCORE },
        { name: 'b', ...ZSCORE },
      ],
    });

    const { entries, agreement } = dataOf(await analyst.api.experiments.comparison(experiment.id), 200);

    expect(entries.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(entries[1]).toMatchObject({
      difference: 0,
      differenceInterval: { lower: 0, upper: 0 },
      significant: false,
    });
    expect(entries[1]?.interval).toEqual(entries[0]?.interval);
    expect(agreement.positions).toEqual([0, 1]);
    expect(agreement.matrix[0]?.[1]).toBeCloseTo(1, 12);
  });

  test('each metric ranks by its own figures', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 400, contamination: 0.1 }));
    const { experiment, results } = await runExperiment(analyst, {
      datasetId: dataset.id,
      candidates: [
        { ...ZSCORE, contamination: 0.5 },
        { ...ZSCORE, contamination: 0.08 },
      ],
    });
    const by = async (metric: 'precision' | 'recall' | 'f1' | 'averagePrecision') =>
      dataOf(await analyst.api.experiments.comparison(experiment.id, { metric }), 200).entries;

    const precision = await by('precision');
    const recall = await by('recall');

    expect(precision.map(({ position }) => position)).toEqual([1, 0]);
    expect(precision[1]?.value).toBe(results[0]?.metrics?.precision);
    expect(precision[1]?.significant).toBe(true);
    expect(recall.map(({ position }) => position)).toEqual([0, 1]);
    expect(recall[1]?.value).toBe(results[1]?.metrics?.recall);
    expect((await by('f1')).map(({ value }) => value)).toEqual(
      results.map(({ metrics }) => metrics?.f1 ?? NaN).toSorted((a, b) => b - a),
    );
    // The threshold does not change the order of the rows, so what goes by the order alone is the same.
    expect((await by('averagePrecision'))[1]).toMatchObject({ position: 1, difference: 0 });
  });

  test('without labels, candidates are ranked by how far they agree with the others', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { columns, rows } = labelledTable({ seed, rows: 300, features: 3 });
    const dataset = await uploadTable(analyst, { columns, rows });
    const { experiment, results } = await runExperiment(analyst, {
      datasetId: dataset.id,
      candidates: [ZSCORE, { algorithm: 'isolation_forest' }, { algorithm: 'local_outlier_factor' }],
    });

    const comparison = dataOf(await analyst.api.experiments.comparison(experiment.id), 200);

    expect(comparison).toMatchObject({ metric: 'agreement', labelled: false, resamples: 0 });
    const { matrix } = comparison.agreement;
    const means = matrix.map((row) => (row.reduce((sum, value) => sum + value, 0) - 1) / 2);
    expect(comparison.entries.map(({ value }) => value)).toEqual(
      means.toSorted((a, b) => b - a).map((mean) => expect.closeTo(mean, 12) as unknown),
    );
    expect(comparison.entries.map(({ interval }) => interval)).toEqual([null, null, null]);
    expect(results.map(({ metrics }) => metrics)).toEqual([null, null, null]);
    expect(results.map(({ agreement }) => agreement)).toEqual(
      means.map((mean) => expect.closeTo(mean, 12) as unknown),
    );
    expect(await analyst.api.experiments.comparison(experiment.id, { metric: 'rocAuc' })).toBeRefused(422, {
      pointer: '/query/metric',
    });
  });

  test('the same experiment twice compares alike', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, clusteredTable({ seed }));
    const entries = async (name: string, splitSeed: number) => {
      const { experiment } = await runExperiment(analyst, {
        name,
        datasetId: dataset.id,
        seed: splitSeed,
        candidates: [ZSCORE, { algorithm: 'isolation_forest' }],
      });
      return dataOf(await analyst.api.experiments.comparison(experiment.id), 200).entries;
    };

    const first = await entries('first', 5);

    expect(await entries('second', 5)).toEqual(first);
    expect(await entries('another seed', 6)).not.toEqual(first);
  });

  test('a draft has no comparison', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 60 }));
    const draft = dataOf(
      await analyst.api.experiments.create({ name: 'd', datasetId: dataset.id, candidates: [ZSCORE] }),
      201,
    );

    expect(await analyst.api.experiments.comparison(draft.id)).toBeRefused(409);
  });

  test('results are exported as CSV, with texts that a spreadsheet would run made harmless', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = (await tenant.actor('viewer')).api;
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 100 }));
    const { experiment, results } = await runExperiment(analyst, {
      name: '=cmd|calc, "A"',
      datasetId: dataset.id,
      candidates: [
        { name: '=HYPERLINK("http://a.test")', ...ZSCORE },
        { name: 'two, "quoted"', ...ZSCORE },
      ],
    });

    const csv = await viewer.experiments.exportCsv(experiment.id);

    const lines: unknown = parse(dataOf(csv, 200), { columns: true });
    expect(csv.headers['content-disposition']).toBe('attachment; filename="cmd_calc_A.csv"');
    // 2 of the 5 anomalies and 29 of the 95 normal rows: halves are rounded up.
    expect(lines).toMatchObject([
      {
        position: '0',
        name: '\'=HYPERLINK("http://a.test")',
        algorithm: 'robust_zscore',
        parameters: '{"aggregation":"max"}',
        status: 'completed',
        roc_auc: String(results[0]?.metrics?.rocAuc),
        f1: String(results[0]?.metrics?.f1),
        threshold: String(results[0]?.threshold),
        trained_rows: '69',
        holdout_rows: '31',
        error: '',
      },
      { position: '1', name: 'two, "quoted"' },
    ]);
  });

  test('the JSON export holds the experiment, its results and every ranking', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 100 }));
    const { experiment, results } = await runExperiment(analyst, {
      datasetId: dataset.id,
      candidates: [ZSCORE],
    });

    const exported = dataOf(await analyst.api.experiments.exportJson(experiment.id), 200);

    expect(exported).toMatchObject({ experiment, results });
    expect(Object.keys(exported.comparison?.rankings ?? {}).sort()).toEqual([
      'agreement',
      'averagePrecision',
      'f1',
      'precision',
      'recall',
      'rocAuc',
    ]);
  });
});
