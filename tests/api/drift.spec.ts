import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';
import { kolmogorovProbability, kolmogorovSmirnov, stabilityIndex } from '../../test-data/drift-figures.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { populationTable } from '../../test-data/population.ts';
import { recordedModel } from '../../test-data/recorded-models.ts';
import { quantile } from '../../test-data/statistics.ts';
import { column, type Table } from '../../test-data/table.ts';

const present = (table: Table<number | null>, name: string) =>
  column(table, name).filter((value): value is number => value !== null);

test.describe('Drift', { tag: '@integration' }, () => {
  test('data of the same population have not drifted', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = await tenant.actor('viewer');
    const trained = await uploadTable(analyst, populationTable({ seed }), { name: 'trained on' });
    const { detector } = await trainDetector(analyst, { datasetId: trained.id });
    const recent = await uploadTable(analyst, populationTable({ seed: seed + 1, rows: 300 }), {
      name: 'recent',
    });

    const drift = dataOf(await viewer.api.detectors.drift(detector.id, { datasetId: recent.id }), 200);

    expect(drift).toMatchObject({
      detectorId: detector.id,
      version: 1,
      datasetId: recent.id,
      rowCount: 300,
      trainedRows: 500,
      verdict: 'none',
      thresholds: { moderatePsi: 0.1, severePsi: 0.25, significance: 0.01, pValue: 0.01 / 4 },
    });
    expect(drift.features.map(({ column: name, verdict }) => [name, verdict])).toEqual([
      ['speed', 'none'],
      ['load', 'none'],
      ['heat', 'none'],
    ]);
    expect(drift.scores.verdict).toBe('none');
  });

  test('a planted shift is found in its column, and the others are not blamed', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const trained = await uploadTable(analyst, populationTable({ seed }), { name: 'trained on' });
    const { detector } = await trainDetector(analyst, { datasetId: trained.id });
    const shifted = populationTable({ seed: seed + 1, shifts: { load: 1.5 } });
    const recent = await uploadTable(analyst, shifted, { name: 'recent' });

    const drift = dataOf(await analyst.api.detectors.drift(detector.id, { datasetId: recent.id }), 200);

    expect(drift.verdict).toBe('severe');
    expect(drift.features.map(({ verdict }) => verdict)).toEqual(['none', 'severe', 'none']);
    expect(drift.scores.anomalyShareBefore).toBe(0.05);
    expect(drift.scores.anomalyShareNow).toBeGreaterThan(0.05);
  });

  test('the figures of a shift are those of the two samples', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const before = populationTable({ seed, rows: 400 });
    const now = populationTable({ seed: seed + 1, rows: 250, shifts: { heat: 0.5 } });
    const trained = await uploadTable(analyst, before, { name: 'trained on' });
    const { detector } = await trainDetector(analyst, { datasetId: trained.id, algorithm: 'robust_zscore' });
    const recent = await uploadTable(analyst, now, { name: 'recent' });

    const drift = dataOf(await analyst.api.detectors.drift(detector.id, { datasetId: recent.id }), 200);

    const heat = drift.features[2];
    const [left, right] = [present(before, 'heat'), present(now, 'heat')];
    const distance = kolmogorovSmirnov(left, right);
    expect(heat?.ks).toBeCloseTo(distance, 12);
    expect(heat?.pValue).toBeCloseTo(kolmogorovProbability(distance, 400, 250), 12);
    expect(heat?.psi).toBeCloseTo(stabilityIndex(left, right), 10);
    expect(heat?.medianBefore).toBeCloseTo(quantile(left, 0.5), 10);
    expect(heat?.medianNow).toBeCloseTo(quantile(right, 0.5), 10);
    expect(heat?.bins).toHaveLength(10);
    expect(heat?.bins.map(({ before: share }) => share)).toEqual(new Array(10).fill(0.1));
    expect(heat?.bins.reduce((sum, { now: share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  test('values that are missing now and were not then are a drift', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const trained = await uploadTable(analyst, populationTable({ seed }), { name: 'trained on' });
    const { detector } = await trainDetector(analyst, { datasetId: trained.id, algorithm: 'robust_zscore' });
    const gappy = populationTable({ seed: seed + 1, missing: { speed: 0.4 } });
    const recent = await uploadTable(analyst, gappy, { name: 'recent' });

    const drift = dataOf(await analyst.api.detectors.drift(detector.id, { datasetId: recent.id }), 200);

    const missing = 1 - present(gappy, 'speed').length / 500;
    expect(drift.features.map(({ verdict }) => verdict)).toEqual(['severe', 'none', 'none']);
    expect(drift.features[0]?.missingBefore).toBe(0);
    expect(drift.features[0]?.missingNow).toBeCloseTo(missing, 12);
    expect(drift.features[0]?.ks).toBeGreaterThanOrEqual(missing);
  });

  test('a constant column that takes another value is a drift', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const rows = Array.from({ length: 100 }, (_, row) => [row % 10, 5]);
    const table = { columns: ['counter', 'mode'], rows };
    const trained = await uploadTable(analyst, table, { name: 'trained on' });
    const { detector } = await trainDetector(analyst, { datasetId: trained.id, algorithm: 'robust_zscore' });
    const moved = { ...table, rows: rows.map(([counter = 0]) => [counter, 4]) };
    const recent = await uploadTable(analyst, moved, { name: 'recent' });

    const same = dataOf(await analyst.api.detectors.drift(detector.id, { datasetId: trained.id }), 200);
    const drift = dataOf(await analyst.api.detectors.drift(detector.id, { datasetId: recent.id }), 200);

    expect(same.features.map(({ psi, ks, verdict }) => ({ psi, ks, verdict }))).toEqual([
      { psi: 0, ks: 0, verdict: 'none' },
      { psi: 0, ks: 0, verdict: 'none' },
    ]);
    expect(drift.features.map(({ verdict }) => verdict)).toEqual(['none', 'severe']);
    expect(drift.features[1]?.ks).toBe(1);
  });

  test('without a dataset the one of the latest detection is compared, by the version in use', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { api } = analyst;
    const trained = await uploadTable(analyst, populationTable({ seed, rows: 100 }), { name: 'trained on' });
    const { detector } = await trainDetector(analyst, { datasetId: trained.id, algorithm: 'robust_zscore' });
    const second = await uploadTable(analyst, populationTable({ seed: seed + 1, rows: 80 }), {
      name: 'second',
    });

    expect(await api.detectors.drift(detector.id)).toBeRefused(409);
    expect(await api.detections.create({ detectorId: detector.id, datasetId: trained.id })).toSucceed(201);
    expect(await api.detections.create({ detectorId: detector.id, datasetId: second.id })).toSucceed(201);
    const drift = dataOf(await api.detectors.drift(detector.id), 200);

    expect(drift).toMatchObject({ version: 1, datasetId: second.id, rowCount: 80 });
    expect(await api.datasets.remove(second.id)).toSucceed(204);
    expect(dataOf(await api.detectors.drift(detector.id), 200).datasetId).toBe(trained.id);
  });

  test('drift is measured on a dataset of the tenant with the columns of the version, and against known data', async ({
    tenant,
    seed,
    world,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { detectors } = analyst.api;
    const trained = await uploadTable(analyst, populationTable({ seed, rows: 60 }), { name: 'trained on' });
    const other = await uploadTable(analyst, labelledTable({ seed, rows: 60 }), { name: 'other columns' });
    const { detector } = await trainDetector(analyst, { datasetId: trained.id, algorithm: 'robust_zscore' });
    const untrained = dataOf(await detectors.create({ name: 'untrained', algorithm: 'robust_zscore' }), 201);
    const { content } = recordedModel('robust_zscore');
    const old = dataOf(await detectors.import({ name: 'old', content }), 201);
    const pairs = {
      columns: ['amount', 'hour'],
      rows: [
        [3, 1],
        [4, 2],
      ],
    };
    const fitting = await uploadTable(analyst, pairs, { name: 'fitting' });
    const datasetId = trained.id;

    expect(await detectors.drift(detector.id, { datasetId: world.beta.dataset.id })).toBeRefused(422, {
      pointer: '/query/datasetId',
    });
    expect(await detectors.drift(detector.id, { datasetId: other.id })).toBeRefused(422, {
      pointer: '/query/datasetId',
    });
    expect(await detectors.drift(detector.id, { datasetId, version: 2 })).toBeRefused(422, {
      pointer: '/query/version',
    });
    expect(await detectors.drift(untrained.id, { datasetId })).toBeRefused(409);
    expect(await detectors.drift(old.id, { datasetId: fitting.id })).toBeRefused(409);
    expect(await detectors.drift(detector.id, { datasetId, version: 1 })).toSucceed(200);
  });
});
