import type { ApiClient } from '../../api-clients/api-client.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { robustZScores } from '../../test-data/statistics.ts';
import { column } from '../../test-data/table.ts';

/** A detection of 30 anomalies in 300 rows of three features. */
async function detected(actor: { api: ApiClient }, seed: number) {
  const table = labelledTable({ seed, rows: 300, features: 3, contamination: 0.1 });
  const dataset = await uploadTable(actor, table);
  const { detector } = await trainDetector(actor, { datasetId: dataset.id, contamination: 0.1 });
  const detection = dataOf(
    await actor.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }),
    201,
  );
  const { results } = dataOf(await actor.api.detectors.predict(detector.id, { rows: table.rows }), 200);
  return { table, detection, results };
}

test.describe('Anomalies of a detection', { tag: '@integration' }, () => {
  test('ranks go with falling scores, and each row is one above the threshold', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { detection, results } = await detected(analyst, seed);

    const { items, total } = dataOf(
      await analyst.api.detections.anomalies(detection.id, { limit: 200 }),
      200,
    );

    const scores = items.map(({ score }) => score);
    const anomalous = results.filter(({ label }) => label === 1).map(({ index }) => index);
    expect(total).toBe(detection.anomalyCount);
    expect(items.map(({ rank }) => rank)).toEqual(items.map((_, index) => index + 1));
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(items.map(({ rowIndex }) => rowIndex).toSorted((a, b) => a - b)).toEqual(anomalous);
    expect(scores).toEqual(items.map(({ rowIndex }) => results[rowIndex]?.score));
  });

  test('pages of anomalies join without gap or overlap', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { api } = await tenant.actor('verifier');
    const { detection } = await detected(analyst, seed);

    const whole = dataOf(await api.detections.anomalies(detection.id), 200);
    const first = dataOf(await api.detections.anomalies(detection.id, { limit: 20 }), 200);
    const second = dataOf(await api.detections.anomalies(detection.id, { limit: 20, offset: 20 }), 200);

    expect(whole.items).toHaveLength(30);
    expect([...first.items, ...second.items]).toEqual(whole.items);
  });

  test('a feature’s contribution is its share of the row’s robust z-scores', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { table, detection } = await detected(analyst, seed);

    const { items } = dataOf(await analyst.api.detections.anomalies(detection.id, { limit: 1 }), 200);

    const [top] = items;
    const row = top?.rowIndex ?? -1;
    const zScores = table.columns.map((name) => robustZScores(column(table, name))[row] ?? Number.NaN);
    const sum = zScores.reduce((total, value) => total + value, 0);
    const expected = table.columns
      .map((name, index) => ({
        column: name,
        value: table.rows[row]?.[index],
        contribution: expect.closeTo((zScores[index] ?? Number.NaN) / sum, 9),
        share: (zScores[index] ?? Number.NaN) / sum,
      }))
      .toSorted((a, b) => b.share - a.share)
      .map(({ share: _share, ...feature }) => feature);
    expect(top?.features).toEqual(expected);
  });

  test('a plot holds every anomaly and no more points than were asked for', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { table, detection, results } = await detected(analyst, seed);

    const plot = dataOf(
      await analyst.api.detections.plot(detection.id, { x: 'feature_1', y: 'feature_3', points: 100 }),
      200,
    );

    const rows = plot.points.map(({ rowIndex }) => rowIndex);
    expect(plot).toMatchObject({ x: 'feature_1', y: 'feature_3' });
    expect(plot.points).toHaveLength(100);
    expect(new Set(rows).size).toBe(100);
    expect(plot.points.filter(({ label }) => label === 1)).toHaveLength(30);
    expect(plot.points.map(({ x, y, label }) => ({ x, y, label }))).toEqual(
      rows.map((row) => ({ x: table.rows[row]?.[0], y: table.rows[row]?.[2], label: results[row]?.label })),
    );
  });

  test('a plot of few rows holds each of them', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { detection } = await detected(analyst, seed);

    const plot = dataOf(
      await analyst.api.detections.plot(detection.id, { x: 'feature_1', y: 'feature_2' }),
      200,
    );

    expect(plot.points.map(({ rowIndex }) => rowIndex).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 300 }, (_, index) => index),
    );
  });

  test('a plot of a column that is not there is refused at its place', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { detection } = await detected(analyst, seed);
    const plot = (query: { x: string; y: string; points?: number }) =>
      analyst.api.detections.plot(detection.id, query);

    expect(await plot({ x: 'nowhere', y: 'feature_1' })).toBeRefused(422, { pointer: '/query/x' });
    expect(await plot({ x: 'feature_1', y: 'nowhere' })).toBeRefused(422, { pointer: '/query/y' });
    expect(await plot({ x: 'feature_1', y: 'feature_2', points: 99 })).toBeRefused(422, {
      pointer: '/query/points',
    });
    expect(await plot({ x: 'feature_1', y: 'feature_2', points: 5_001 })).toBeRefused(422, {
      pointer: '/query/points',
    });
  });
});
