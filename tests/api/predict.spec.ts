import type { ApiClient } from '../../api-clients/api-client.ts';
import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

const ROWS = 300;

/** A detector trained on a labelled table of three features. */
async function trained(actor: { api: ApiClient }, seed: number) {
  const table = labelledTable({ seed, rows: ROWS, features: 3 });
  const dataset = await uploadTable(actor, table);
  const { detector, version } = await trainDetector(actor, { datasetId: dataset.id });
  return { table, id: detector.id, version };
}

test.describe('Predict', { tag: '@integration' }, () => {
  test('each row gets a score, and the label that its threshold gives', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { table, id, version } = await trained(analyst, seed);

    const prediction = dataOf(await analyst.api.detectors.predict(id, { rows: table.rows }), 200);

    const { results, threshold, anomalyCount } = prediction;
    expect(prediction).toMatchObject({ detectorId: id, version: 1, threshold: version.threshold });
    expect(results.map(({ index }) => index)).toEqual(table.rows.map((_, index) => index));
    expect(results.map(({ label }) => label)).toEqual(results.map(({ score }) => Number(score > threshold)));
    expect(anomalyCount).toBe(results.filter(({ label }) => label === 1).length);
    expect(anomalyCount).toBe(ROWS * 0.05);
  });

  test('a row scores the same alone, among others and again', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { table, id } = await trained(analyst, seed);
    const score = async (rows: number[][]) =>
      dataOf(await analyst.api.detectors.predict(id, { rows }), 200).results.map(({ score }) => score);

    const together = await score(table.rows.slice(0, 20));

    expect(await score(table.rows.slice(0, 20))).toEqual(together);
    expect(await score(table.rows.slice(3, 4))).toEqual(together.slice(3, 4));
  });

  test('columns may come in another order', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { table, id } = await trained(analyst, seed);
    const rows = table.rows.slice(0, 10);
    const reversed = rows.map((row) => row.toReversed());

    const inOrder = dataOf(await analyst.api.detectors.predict(id, { rows }), 200);
    const byName = dataOf(
      await analyst.api.detectors.predict(id, {
        rows: reversed,
        columns: ['feature_3', 'feature_2', 'feature_1'],
      }),
      200,
    );

    expect(byName.results).toEqual(inOrder.results);
  });

  test('a missing value counts as the training median', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const rows = Array.from({ length: 21 }, (_, index) => [index, (index * 8) % 21]);
    const dataset = await uploadTable(analyst, { columns: ['a', 'b'], rows });
    const { detector } = await trainDetector(analyst, { datasetId: dataset.id, algorithm: 'robust_zscore' });

    const { results } = dataOf(
      await analyst.api.detectors.predict(detector.id, {
        rows: [
          [null, 15],
          [10, 15],
        ],
      }),
      200,
    );

    expect(results[0]?.rawScore).toBe(results[1]?.rawScore);
    // Median 10; the absolute deviations are 0 and each of 1 to 10 twice, so their median is 5.
    expect(results[0]?.rawScore).toBeCloseTo(5 / (1.4826 * 5), 9);
  });

  test('a row of another width is refused at its place', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { table, id } = await trained(analyst, seed);
    const rows = [...table.rows.slice(0, 3), [1, 2]];

    expect(await analyst.api.detectors.predict(id, { rows })).toBeRefused(422, { pointer: '/rows/3' });
    expect(await analyst.api.detectors.predict(id, { rows: rows.slice(0, 3) })).toSucceed(200);
  });

  test(
    'one to 10,000 rows are scored at once',
    { annotation: covers('RES-04') },
    async ({ tenant, seed }) => {
      const analyst = await tenant.actor('analyst');
      const { id } = await trained(analyst, seed);
      const rows = (count: number) => Array.from({ length: count }, () => [1, 2, 3]);

      expect(await analyst.api.detectors.predict(id, { rows: [] })).toBeRefused(422, { pointer: '/rows' });
      expect(await analyst.api.detectors.predict(id, { rows: rows(10_001) })).toBeRefused(422, {
        pointer: '/rows',
      });
      expect(
        dataOf(await analyst.api.detectors.predict(id, { rows: rows(10_000) }), 200).results,
      ).toHaveLength(10_000);
    },
  );

  test(
    'a body of more than 5 MiB is too large',
    { annotation: covers({ check: 'RES-04', asvs: ['V15.2.2'] }) },
    async ({ tenant, seed }) => {
      const analyst = await tenant.actor('analyst');
      const { id } = await trained(analyst, seed);
      const row = [1 / 3, 2 / 3, 1 / 7];
      const rows = Array.from({ length: 100_000 }, () => row);

      const result = await analyst.api.detectors.predict(id, { rows });

      expect(result).toBeRefused(413);
    },
  );

  test('an untrained detector scores nothing', { annotation: covers('BIZ-02') }, async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const detector = dataOf(await api.detectors.create({ name: 'd', algorithm: 'robust_zscore' }), 201);

    expect(await api.detectors.predict(detector.id, { rows: [[1]] })).toBeRefused(409);
  });

  test('a write key scores, a read key and a viewer do not', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = await tenant.actor('viewer');
    const writer = await tenant.apiKey(['write']);
    const reader = await tenant.apiKey(['read']);
    const { id } = await trained(analyst, seed);
    const request = { rows: [[1, 2, 3]] };

    expect(await reader.api.detectors.predict(id, request)).toBeRefused(403);
    expect(await viewer.api.detectors.predict(id, request)).toBeRefused(403);
    expect(await writer.api.detectors.predict(id, request)).toSucceed(200);
  });
});
