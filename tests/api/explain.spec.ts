import type { ApiClient } from '../../api-clients/api-client.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { quantile, robustZScores } from '../../test-data/statistics.ts';

/** Columns `a` (0 to 20) and `b` (the same numbers in another order): median 10 and MAD 5, whose robust deviation is 7.413. */
const ROWS = Array.from({ length: 21 }, (_, index) => [index, (index * 8) % 21]);
const DEVIATION = 1.4826 * 5;

/** A detector of the largest robust z-score, whose scores and contributions can be told by head. */
async function zScoreDetector(actor: { api: ApiClient }): Promise<string> {
  const dataset = await uploadTable(actor, { columns: ['a', 'b'], rows: ROWS });
  const { detector } = await trainDetector(actor, { datasetId: dataset.id, algorithm: 'robust_zscore' });
  return detector.id;
}

test.describe('Explain', { tag: '@integration' }, () => {
  test('each feature has its share, its value and what is typical, the largest share first', async ({
    tenant,
  }) => {
    const id = await zScoreDetector(await tenant.actor('analyst'));
    const viewer = await tenant.actor('viewer');

    const explanation = dataOf(await viewer.api.detectors.explain(id, { rows: [[13, 19]] }), 200);

    const around = { typical: 10, low: expect.closeTo(10 - 1.96 * DEVIATION, 9) };
    const interval = { ...around, high: expect.closeTo(10 + 1.96 * DEVIATION, 9) };
    expect(explanation).toMatchObject({ detectorId: id, version: 1 });
    expect(explanation.results).toEqual([
      {
        index: 0,
        score: expect.closeTo(9 / DEVIATION / (1 + 9 / DEVIATION), 9),
        rawScore: expect.closeTo(9 / DEVIATION, 9),
        label: Number(9 / DEVIATION / (1 + 9 / DEVIATION) > explanation.threshold),
        features: [
          { column: 'b', value: 19, contribution: expect.closeTo(9 / 12, 9), ...interval },
          { column: 'a', value: 13, contribution: expect.closeTo(3 / 12, 9), ...interval },
        ],
      },
    ]);
  });

  test('scores and labels are those of a prediction, and the shares of each row add up to one', async ({
    tenant,
  }) => {
    const analyst = await tenant.actor('analyst');
    const id = await zScoreDetector(analyst);
    const request = { rows: ROWS.filter(([a, b]) => a !== 10 || b !== 10) };

    const { results } = dataOf(await analyst.api.detectors.explain(id, request), 200);

    const prediction = dataOf(await analyst.api.detectors.predict(id, request), 200);
    expect(results.map(({ features: _features, ...scored }) => scored)).toEqual(prediction.results);
    const sums = results.map(({ features }) =>
      features.reduce((sum, { contribution }) => sum + contribution, 0),
    );
    expect(sums).toEqual(request.rows.map(() => expect.closeTo(1, 9)));
    expect(results[0]?.features.map(({ column }) => column)).toHaveLength(2);
  });

  test('in a row that is typical throughout nothing contributes, a missing value neither', async ({
    tenant,
  }) => {
    const analyst = await tenant.actor('analyst');
    const id = await zScoreDetector(analyst);

    const { results } = dataOf(
      await analyst.api.detectors.explain(id, {
        rows: [
          [10, null],
          [null, 30],
        ],
      }),
      200,
    );

    const told = results.map(({ features }) =>
      features.map(({ column, value, contribution }) => ({ column, value, contribution })),
    );
    expect(told).toEqual([
      [
        { column: 'a', value: 10, contribution: 0 },
        { column: 'b', value: null, contribution: 0 },
      ],
      [
        { column: 'b', value: 30, contribution: 1 },
        { column: 'a', value: null, contribution: 0 },
      ],
    ]);
  });

  test('columns may come in another order, and an earlier version may be asked', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const id = await zScoreDetector(analyst);
    const explain = async (rows: number[][], columns?: string[]) =>
      dataOf(
        await analyst.api.detectors.explain(id, {
          rows,
          version: 1,
          ...(columns === undefined ? {} : { columns }),
        }),
        200,
      ).results;

    expect(await explain([[19, 13]], ['b', 'a'])).toEqual(await explain([[13, 19]]));
  });

  test('for a time series the typical value is the one expected at that time, which is no feature', async ({
    tenant,
  }) => {
    const analyst = await tenant.actor('analyst');
    const start = Date.parse('2026-01-01T00:00:00.000Z');
    const hour = 3_600_000;
    // A season of four hours and a small wobble that has every phase in the middle of its own values.
    const season = [10, 20, 30, 20];
    const wobble = [-2, 0, 2, 1, -1];
    const values = Array.from(
      { length: 80 },
      (_, t) => (season[t % 4] ?? 0) + (wobble[Math.floor(t / 4) % 5] ?? 0),
    );
    const dataset = await uploadTable(
      analyst,
      {
        columns: ['at', 'load'],
        rows: values.map((value, t) => [new Date(start + t * hour).toISOString(), value]),
      },
      { timeColumn: 'at' },
    );
    const { detector } = await trainDetector(analyst, {
      datasetId: dataset.id,
      algorithm: 'seasonal_residual',
      parameters: { period: 4 },
    });

    const { results } = dataOf(
      await analyst.api.detectors.explain(detector.id, { rows: [[start + 82 * hour, 20]] }),
      200,
    );

    const residuals = Array.from({ length: 80 }, (_, t) => wobble[Math.floor(t / 4) % 5] ?? 0);
    const deviation = 1.4826 * quantile(residuals.map(Math.abs), 0.5);
    expect(results[0]?.features).toEqual([
      {
        column: 'load',
        value: 20,
        contribution: 1,
        typical: 30,
        low: expect.closeTo(30 - 1.96 * deviation, 9),
        high: expect.closeTo(30 + 1.96 * deviation, 9),
      },
    ]);
    expect(results[0]?.rawScore).toBeCloseTo(10 / deviation, 9);
    expect(robustZScores([10, ...residuals], residuals)[0]).toBeCloseTo(10 / deviation, 9);
  });

  test('one to a hundred rows are explained at once', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const id = await zScoreDetector(analyst);
    const rows = (count: number) => Array.from({ length: count }, () => [1, 2]);
    const explain = (count: number) => analyst.api.detectors.explain(id, { rows: rows(count) });

    expect(await explain(0)).toBeRefused(422, { pointer: '/rows' });
    expect(await explain(101)).toBeRefused(422, { pointer: '/rows' });
    expect(dataOf(await explain(100), 200).results).toHaveLength(100);
  });

  test('rows of another width, unknown columns and versions are refused at their place', async ({
    tenant,
  }) => {
    const { api } = await tenant.actor('analyst');
    const id = await zScoreDetector({ api });
    const rows = [[1, 2]];

    expect(await api.detectors.explain(id, { rows: [[1, 2], [1]] })).toBeRefused(422, { pointer: '/rows/1' });
    expect(await api.detectors.explain(id, { rows, columns: ['a', 'c'] })).toBeRefused(422, {
      pointer: '/columns/1',
    });
    expect(await api.detectors.explain(id, { rows, version: 2 })).toBeRefused(422, { pointer: '/version' });
    expect(await api.detectors.explain(id, { rows, version: 1 })).toSucceed(200);
  });

  test('an untrained detector explains nothing', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const detector = dataOf(await api.detectors.create({ name: 'd', algorithm: 'ecod' }), 201);

    expect(await api.detectors.explain(detector.id, { rows: [[1]] })).toBeRefused(409);
  });

  test('a read key and an auditor explain, a verifier and an ingesting key do not', async ({ tenant }) => {
    const id = await zScoreDetector(await tenant.actor('analyst'));
    const auditor = await tenant.actor('auditor');
    const verifier = await tenant.actor('verifier');
    const reader = await tenant.apiKey(['read']);
    const ingester = await tenant.apiKey(['ingest']);
    const request = { rows: [[1, 2]] };

    expect(await verifier.api.detectors.explain(id, request)).toBeRefused(403);
    expect(await ingester.api.detectors.explain(id, request)).toBeRefused(403);
    expect(await auditor.api.detectors.explain(id, request)).toSucceed(200);
    expect(await reader.api.detectors.explain(id, request)).toSucceed(200);
  });
});
