import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { waitForJob } from '../../flows/wait-for-job.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { averagePrecision, figuresAt } from '../../test-data/ranking-figures.ts';
import { rocAuc } from '../../test-data/statistics.ts';
import type { Label, LabelledTable } from '../../test-data/table.ts';

/** A labelled table of one column. */
function oneColumn(values: readonly number[], labels: readonly Label[]): LabelledTable<number> {
  return {
    columns: ['feature_1'],
    rows: values.map((value) => [value]),
    labels: [...labels],
    labelColumn: 'label',
  };
}

const calmTable = oneColumn(
  Array.from({ length: 40 }, (_, row) => (row % 9) - 4),
  new Array<Label>(40).fill(0),
);

test.describe('Evaluation', { tag: '@integration' }, () => {
  test('an evaluation has the figures that follow from the scores of the rows', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const trained = labelledTable({ seed, rows: 300, features: 3 });
    // Normal rows that are labelled anomalies, so that no figure is perfect.
    const harder = labelledTable({ seed, rows: 240, features: 3, contamination: 0.1 });
    const labels = harder.labels.map((label, row) => (row % 12 === 0 ? 1 : label));
    const source = await uploadTable(analyst, trained);
    const { detector, version } = await trainDetector(analyst, { datasetId: source.id });
    const dataset = await uploadTable(analyst, { ...harder, labels });

    const evaluation = dataOf(
      await analyst.api.detectors.evaluate(detector.id, { datasetId: dataset.id }),
      200,
    );

    const { results } = dataOf(await analyst.api.detectors.predict(detector.id, { rows: harder.rows }), 200);
    const scores = results.map(({ score }) => score);
    const expected = figuresAt(scores, labels, version.threshold);
    expect(evaluation).toMatchObject({
      detectorId: detector.id,
      version: 1,
      datasetId: dataset.id,
      rowCount: 240,
      labelledRows: 240,
      threshold: version.threshold,
      confusion: expected.confusion,
    });
    expect(expected.confusion.falseNegatives).toBeGreaterThan(0);
    expect(evaluation.precision).toBeCloseTo(expected.precision, 12);
    expect(evaluation.recall).toBeCloseTo(expected.recall, 12);
    expect(evaluation.f1).toBeCloseTo(expected.f1, 12);
    expect(evaluation.rocAuc).toBeCloseTo(rocAuc(scores, labels), 12);
    expect(evaluation.averagePrecision).toBeCloseTo(averagePrecision(scores, labels), 12);
  });

  test('rows of equal score are one step of the ranking, in whatever order they come', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const source = await uploadTable(analyst, calmTable, { name: 'calm' });
    const { detector } = await trainDetector(analyst, { datasetId: source.id, algorithm: 'robust_zscore' });
    // Two scores only: 50 stands for three rows, two of them anomalies; 0 for three rows, one of them an anomaly.
    const tied = await uploadTable(analyst, oneColumn([50, 0, 50, 0, 50, 0], [1, 0, 0, 1, 1, 0]), {
      name: 'tied',
    });

    const evaluation = dataOf(await analyst.api.detectors.evaluate(detector.id, { datasetId: tied.id }), 200);

    expect(evaluation.confusion).toEqual({
      truePositives: 2,
      falsePositives: 1,
      trueNegatives: 2,
      falseNegatives: 1,
    });
    // Of 9 pairs 4 are in order and 4 are ties; the steps are 2/3 of the anomalies at 2/3, and 1/3 at 1/2.
    expect(evaluation.rocAuc).toBeCloseTo(6 / 9, 12);
    expect(evaluation.averagePrecision).toBeCloseTo((2 / 3) * (2 / 3) + (1 / 3) * (1 / 2), 12);
  });

  test('the latest evaluation stays with the version that it is of, and not with the others', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = await tenant.actor('viewer');
    const source = await uploadTable(analyst, labelledTable({ seed, rows: 80 }));
    const { detector } = await trainDetector(analyst, { datasetId: source.id, algorithm: 'robust_zscore' });
    const retrained = dataOf(await analyst.api.detectors.train(detector.id, { datasetId: source.id }), 202);
    await waitForJob(analyst, retrained.id);
    // Of the same population, so that the version ranks it as well as its training data.
    const other = await uploadTable(analyst, labelledTable({ seed, rows: 60 }));
    const evaluate = async (datasetId: string) =>
      dataOf(await analyst.api.detectors.evaluate(detector.id, { datasetId, version: 1 }), 200);

    const before = dataOf(await viewer.api.detectors.version(detector.id, 1), 200);
    await evaluate(source.id);
    const { detectorId, version, ...latest } = await evaluate(other.id);

    const evaluated = dataOf(await viewer.api.detectors.version(detector.id, 1), 200);
    expect(before.evaluation).toBeNull();
    expect({ detectorId, version }).toEqual({ detectorId: detector.id, version: 1 });
    expect(evaluated.evaluation).toEqual(latest);
    expect(evaluated.validation).toEqual({ status: 'passed', rocAuc: latest.rocAuc, leastRocAuc: 0.5 });
    expect(dataOf(await viewer.api.detectors.version(detector.id, 2), 200).evaluation).toBeNull();
  });

  test('an evaluation needs labels of both classes and the columns of the version', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { api } = analyst;
    const table = labelledTable({ seed, rows: 60, features: 3 });
    const labelled = await uploadTable(analyst, table, { name: 'labelled' });
    const unlabelled = await uploadTable(analyst, table, { name: 'unlabelled', labelColumn: null });
    const calm = await uploadTable(
      analyst,
      { ...table, labels: table.labels.map(() => 0) },
      { name: 'one class' },
    );
    const narrow = await uploadTable(analyst, labelledTable({ seed, rows: 60, features: 2 }), {
      name: 'narrow',
    });
    const { detector } = await trainDetector(analyst, { datasetId: labelled.id, algorithm: 'robust_zscore' });
    const untrained = dataOf(await api.detectors.create({ name: 'untrained', algorithm: 'ecod' }), 201);
    const evaluate = (datasetId: string, version?: number) =>
      api.detectors.evaluate(detector.id, { datasetId, ...(version === undefined ? {} : { version }) });

    expect(await evaluate(unlabelled.id)).toBeRefused(422, { pointer: '/datasetId' });
    expect(await evaluate(calm.id)).toBeRefused(422, { pointer: '/datasetId' });
    expect(await evaluate(narrow.id)).toBeRefused(422, { pointer: '/datasetId' });
    expect(await evaluate(labelled.id, 2)).toBeRefused(422, { pointer: '/version' });
    expect(await api.detectors.evaluate(untrained.id, { datasetId: labelled.id })).toBeRefused(409);
    expect(await evaluate(labelled.id, 1)).toSucceed(200);
  });

  test('more than 50,000 rows are evaluated by a job', { tag: '@slow' }, async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { api } = analyst;
    const large = await uploadTable(analyst, labelledTable({ seed, rows: 50_001, features: 1 }), {
      name: 'large',
    });
    const small = await uploadTable(analyst, labelledTable({ seed, rows: 60, features: 1 }), {
      name: 'small',
    });
    const { detector } = await trainDetector(analyst, { datasetId: small.id, algorithm: 'robust_zscore' });

    const started = await api.detectors.startEvaluation(detector.id, { datasetId: large.id });
    const job = await waitForJob(analyst, dataOf(started, 202).id);

    const { evaluation } = dataOf(await api.detectors.version(detector.id, 1), 200);
    expect(started.headers['location']).toBe(`/api/v1/jobs/${job.id}`);
    expect(job).toMatchObject({
      kind: 'evaluation',
      status: 'completed',
      progress: 1,
      detectorId: detector.id,
    });
    expect(evaluation).toMatchObject({ datasetId: large.id, rowCount: 50_001, labelledRows: 50_001 });
    expect(Object.values(evaluation?.confusion ?? {}).reduce((sum, rows) => sum + rows, 0)).toBe(50_001);
  });
});
