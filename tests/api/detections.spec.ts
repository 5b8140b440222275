import type { ApiClient } from '../../api-clients/api-client.ts';
import type { Detection } from '../../api-clients/detections/schemas.ts';
import type { AlgorithmName } from '../../api-clients/algorithms/schemas.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { waitForJob } from '../../flows/wait-for-job.ts';
import { clusteredTable } from '../../test-data/clusters.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { largeTable } from '../../test-data/large-table.ts';
import { seededRandom } from '../../test-data/random.ts';
import { quantile, rocAuc } from '../../test-data/statistics.ts';
import type { LabelledTable } from '../../test-data/table.ts';

interface Choice {
  name?: string;
  algorithm?: AlgorithmName;
  seed?: number;
}

/** Uploads `table`, trains on it and scores it. */
async function detect(
  actor: { api: ApiClient },
  table: LabelledTable<number>,
  { name = 'detector', algorithm = 'isolation_forest', seed = 1 }: Choice = {},
) {
  const dataset = await uploadTable(actor, table, { name: `${name} data` });
  const { detector, version } = await trainDetector(actor, { name, algorithm, seed, datasetId: dataset.id });
  const detection = dataOf(
    await actor.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }),
    201,
  );
  return { dataset, detector, version, detection };
}

/** The scores of the rows of `table` by the detector, in their order. */
async function scoresOf(
  { api }: { api: ApiClient },
  detectorId: string,
  table: LabelledTable<number>,
): Promise<number[]> {
  return dataOf(await api.detectors.predict(detectorId, { rows: table.rows }), 200).results.map(
    ({ score }) => score,
  );
}

const total = ({ histogram }: Detection) => histogram.counts.reduce((sum, count) => sum + count, 0);

test.describe('Detections', { tag: '@integration' }, () => {
  test('a detection counts as many anomalies as rows lie above its threshold', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 500, features: 3 });

    const { detection, detector, dataset, version } = await detect(analyst, table);

    const scores = await scoresOf(analyst, detector.id, table);
    expect(detection).toMatchObject({
      detectorId: detector.id,
      detectorVersion: 1,
      datasetId: dataset.id,
      rowCount: 500,
      threshold: version.threshold,
    });
    expect(detection.anomalyCount).toBe(scores.filter((score) => score > detection.threshold).length);
    expect(detection.anomalyCount).toBe(25);
    expect(total(detection)).toBe(500);
  });

  test('the threshold is the quantile of the training scores that the contamination asks for', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 333, features: 3 });

    const { detection, detector } = await detect(analyst, table);

    const scores = await scoresOf(analyst, detector.id, table);
    expect(detection.threshold).toBeCloseTo(quantile(scores, 0.95), 10);
    expect(detection.scores.min).toBeCloseTo(Math.min(...scores), 10);
    expect(detection.scores.max).toBeCloseTo(Math.max(...scores), 10);
    expect(detection.scores.p50).toBeCloseTo(quantile(scores, 0.5), 10);
    expect(detection.scores.p99).toBeCloseTo(quantile(scores, 0.99), 10);
  });

  test('an isolation forest finds the planted anomalies', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 1_000 });

    const { detection, detector } = await detect(analyst, table);

    const auc = rocAuc(await scoresOf(analyst, detector.id, table), table.labels);
    expect(auc).toBeGreaterThanOrEqual(0.95);
    expect(detection.metrics?.rocAuc).toBeCloseTo(auc, 9);
  });

  test('a robust z-score finds the planted anomalies', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 1_000 });

    const { detector } = await detect(analyst, table, { algorithm: 'robust_zscore' });

    expect(rocAuc(await scoresOf(analyst, detector.id, table), table.labels)).toBeGreaterThanOrEqual(0.95);
  });

  test('a local outlier factor finds what lies between clusters', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = clusteredTable({ seed });

    const { detection } = await detect(analyst, table, { algorithm: 'local_outlier_factor' });

    expect(detection.metrics?.rocAuc).toBeGreaterThanOrEqual(0.95);
  });

  test('precision, recall and F1 are those of the labels that were given', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 400, contamination: 0.1 });

    const { detection, detector } = await detect(analyst, table);

    const predicted = (await scoresOf(analyst, detector.id, table)).map((score) =>
      Number(score > detection.threshold),
    );
    const hits = predicted.filter((label, index) => label === 1 && table.labels[index] === 1).length;
    const precision = hits / detection.anomalyCount;
    const recall = hits / 40;
    expect(detection.metrics?.precision).toBeCloseTo(precision, 9);
    expect(detection.metrics?.recall).toBeCloseTo(recall, 9);
    expect(detection.metrics?.f1).toBeCloseTo((2 * precision * recall) / (precision + recall), 9);
  });

  test('the same data, parameters and seed give the same scores; another seed does not', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 400, features: 3 });
    const first = await detect(analyst, table, { name: 'first', seed: 11 });
    const same = await detect(analyst, table, { name: 'same', seed: 11 });
    const other = await detect(analyst, table, { name: 'other', seed: 12 });

    const scores = await scoresOf(analyst, first.detector.id, table);

    expect(await scoresOf(analyst, same.detector.id, table)).toEqual(scores);
    expect(await scoresOf(analyst, other.detector.id, table)).not.toEqual(scores);
  });

  test('the order of the rows does not matter', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    // More rows than an isolation tree samples, so that the sample itself must not depend on the order.
    const table = labelledTable({ seed, rows: 900, features: 3 });
    const order = seededRandom(seed).shuffled(
      table.rows.map((row, index) => ({ row, label: table.labels[index] ?? 0 })),
    );
    const shuffled = { ...table, rows: order.map(({ row }) => row), labels: order.map(({ label }) => label) };

    const inOrder = await detect(analyst, table, { name: 'in order' });
    const outOfOrder = await detect(analyst, shuffled, { name: 'out of order' });

    expect(shuffled.rows).not.toEqual(table.rows);
    expect(await scoresOf(analyst, outOfOrder.detector.id, table)).toEqual(
      await scoresOf(analyst, inOrder.detector.id, table),
    );
    expect(outOfOrder.detection.anomalyCount).toBe(inOrder.detection.anomalyCount);
  });

  test(
    'more than 50,000 rows are scored by a job that names its detection',
    { tag: '@slow' },
    async ({ tenant, seed }) => {
      const analyst = await tenant.actor('analyst');
      const { api } = analyst;
      const file = {
        name: 'large.csv',
        contentType: 'text/csv',
        content: largeTable({ seed, rows: 50_001, features: 2 }),
      };
      const large = dataOf(await api.datasets.create({ name: 'large', file }), 201);
      const columns = ['feature_1', 'feature_2'];
      const { detector } = await trainDetector(analyst, {
        datasetId: large.id,
        columns,
        algorithm: 'robust_zscore',
      });

      const started = await api.detections.start({ detectorId: detector.id, datasetId: large.id });
      const job = await waitForJob(analyst, dataOf(started, 202).id);

      const detection = dataOf(await api.detections.get(job.result?.detectionId ?? ''), 200);
      expect(job).toMatchObject({ kind: 'detection', status: 'completed', progress: 1 });
      expect(detection.rowCount).toBe(50_001);
      // Ties at the threshold are improbable: the scores are those of continuous values.
      expect(detection.anomalyCount).toBe(2_500);
      // The other plane wrote the end of this one, and the event with it.
      const { items } = dataOf(await api.events.list({ sourceId: detection.id }), 200);
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({
        kind: 'anomalies_detected',
        severity: 'medium',
        details: { rowCount: 50_001, anomalyCount: 2_500, topScore: detection.scores.max },
      });
    },
  );

  test('detections are listed by detector and dataset, and sales sees none', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const verifier = await tenant.actor('verifier');
    const sales = await tenant.actor('sales');
    const first = await detect(analyst, labelledTable({ seed, rows: 60 }), { name: 'first' });
    const second = await detect(analyst, labelledTable({ seed: seed + 1, rows: 60 }), { name: 'second' });

    const all = dataOf(await verifier.api.detections.list(), 200);
    const ofFirst = dataOf(await verifier.api.detections.list({ detectorId: first.detector.id }), 200);
    const ofSecond = dataOf(await verifier.api.detections.list({ datasetId: second.dataset.id }), 200);

    expect(all.items).toEqual([second.detection, first.detection]);
    expect(ofFirst.items).toEqual([first.detection]);
    expect(ofSecond.items).toEqual([second.detection]);
    expect(await sales.api.detections.list()).toBeRefused(403);
  });

  test('a detection needs a trained detector and data of the tenant with its columns', async ({
    tenant,
    seed,
    world,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { api } = analyst;
    const { detector, dataset } = await detect(analyst, labelledTable({ seed, rows: 60 }));
    const narrow = await uploadTable(analyst, labelledTable({ seed, rows: 60, features: 2 }), {
      name: 'narrow',
    });
    const untrained = dataOf(
      await api.detectors.create({ name: 'untrained', algorithm: 'robust_zscore' }),
      201,
    );
    const create = (detectorId: string, datasetId: string) =>
      api.detections.create({ detectorId, datasetId });

    expect(await create(untrained.id, dataset.id)).toBeRefused(409);
    expect(await create(detector.id, world.beta.dataset.id)).toBeRefused(422, { pointer: '/datasetId' });
    expect(await create(world.beta.detector.id, dataset.id)).toBeRefused(422, { pointer: '/detectorId' });
    expect(await create(detector.id, narrow.id)).toBeRefused(422, { pointer: '/datasetId' });
    expect(await create(detector.id, dataset.id)).toSucceed(201);
  });
});
