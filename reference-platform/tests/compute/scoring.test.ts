import { mkdtemp, rename, rm, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noProgress } from '../../src/compute/algorithms/matrix.ts';
import type { DetectResponse } from '../../src/compute/protocol.ts';
import { anomaliesResponse, detectResponse, plotResponse } from '../../src/compute/protocol.ts';
import { listAnomalies } from '../../src/compute/scoring/anomalies.ts';
import { runDetection } from '../../src/compute/scoring/detect.ts';
import { plotDetection } from '../../src/compute/scoring/plot.ts';
import { predict } from '../../src/compute/scoring/predict.ts';
import { runTraining } from '../../src/compute/training/train.ts';
import type { TrainResult } from '../../src/compute/worker/tasks.ts';
import { datasetFolder, detectionFolder, modelFile } from '../../src/storage/index.ts';
import { labelledTable } from '../algorithms/generated-table.ts';
import { storeTable } from './stored-table.ts';

const tenantId = '01934f5e-0000-7000-8000-000000000001';
const datasetId = '01934f5e-0000-7000-8000-000000000002';
const vanishingId = '01934f5e-0000-7000-8000-000000000003';
const detectorId = '01934f5e-0000-7000-8000-000000000004';
const detectionId = '01934f5e-0000-7000-8000-000000000005';
const orphanId = '01934f5e-0000-7000-8000-000000000006';
const unknownId = '01934f5e-0000-7000-8000-00000000000f';
const rowCount = 3000;
const { matrix, labels } = labelledTable(rowCount, 7, 0.05, 77);

let dataFolder = '';
let trained: TrainResult;
let detected: DetectResponse;

async function detect(id: string, dataset: string): Promise<DetectResponse> {
  const draft = join(dataFolder, 'draft');
  const request = { detectionId: id, detectorId, version: 1, datasetId: dataset, labelColumn: 'label' };
  const result = await runDetection({ kind: 'detect', dataFolder, tenantId, draft, request }, noProgress);
  const target = detectionFolder(dataFolder, tenantId, id);
  await mkdir(dirname(target), { recursive: true });
  await rename(draft, target);
  return result;
}

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'scoring-'));
  matrix.columns[0]?.fill(Number.NaN, 0, 10);
  const columns = await storeTable(dataFolder, tenantId, datasetId, matrix, labels);
  await storeTable(dataFolder, tenantId, vanishingId, matrix, labels);
  const draft = join(dataFolder, 'training');
  trained = await runTraining(
    {
      kind: 'train',
      dataFolder,
      tenantId,
      draft,
      payload: {
        kind: 'training',
        detectorId,
        datasetId,
        columns,
        labelColumn: 'label',
        algorithm: 'isolation_forest',
        parameters: { trees: 100, sampleSize: 256 },
        contamination: 0.05,
        seed: 42,
      },
    },
    noProgress,
  );
  const model = modelFile(dataFolder, tenantId, detectorId, 1);
  await mkdir(dirname(model), { recursive: true });
  await rename(join(draft, 'model.json'), model);
  detected = await detect(detectionId, datasetId);
  await detect(orphanId, vanishingId);
  await rm(datasetFolder(dataFolder, tenantId, vanishingId), { recursive: true });
});

afterAll(async () => {
  await rm(dataFolder, { recursive: true });
});

describe('a detection', () => {
  test('of the training rows flags the share of contamination and measures itself by the labels', () => {
    expect(trained.trainedRows).toBe(rowCount);
    expect(detectResponse.parse(detected)).toEqual(detected);
    expect(detected.anomalyCount).toBe(rowCount * 0.05);
    expect(detected.threshold).toBe(trained.threshold);
    expect(detected.metrics).toEqual(trained.metrics);
    expect(detected.metrics?.rocAuc).toBeGreaterThanOrEqual(0.95);
  });

  test('counts each row once in its histogram', () => {
    expect(detected.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(rowCount);
    expect(detected.histogram.edges[0]).toBe(0);
    expect(detected.histogram.edges[20]).toBe(1);
  });

  test('lists each anomaly once, by falling score, page after page', async () => {
    const scope = { dataFolder, tenantId };

    const first = await listAnomalies(scope, detectionId, { limit: 100, offset: 0 });
    const second = await listAnomalies(scope, detectionId, { limit: 100, offset: 100 });

    expect(anomaliesResponse.parse(first)).toEqual(first);
    const all = [...first.items, ...second.items];
    expect(first.total).toBe(150);
    expect(all.map(({ rank }) => rank)).toEqual(Array.from({ length: 150 }, (_, i) => i + 1));
    expect(new Set(all.map(({ rowIndex }) => rowIndex)).size).toBe(150);
    const scores = all.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores.at(-1)).toBeGreaterThan(detected.threshold);
    expect(scores[0]).toBe(detected.scores.max);
  });

  test('names the features of an anomaly by falling contribution, with their values', async () => {
    const { items } = await listAnomalies({ dataFolder, tenantId }, detectionId, { limit: 1, offset: 0 });

    const [anomaly] = items;
    const contributions = anomaly?.features.map(({ contribution }) => contribution) ?? [];
    expect(contributions).toHaveLength(5);
    expect(contributions).toEqual([...contributions].sort((a, b) => b - a));
    expect(contributions.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1);
    const row = anomaly?.rowIndex ?? -1;
    expect(anomaly?.features.map(({ value }) => value)).toEqual(
      anomaly?.features.map(({ column }) => matrix.columns[Number(column.slice(1))]?.[row]),
    );
  });

  test('plots all its anomalies and evenly spaced other rows, in row order', async () => {
    const plot = await plotDetection({
      kind: 'plot',
      dataFolder,
      tenantId,
      detectionId,
      query: { x: 'c0', y: 'c1', points: 1000 },
    });

    expect(plotResponse.parse(plot)).toEqual(plot);
    expect(plot.points).toHaveLength(1000);
    expect(plot.points.filter(({ label }) => label === 1)).toHaveLength(150);
    const rows = plot.points.map(({ rowIndex }) => rowIndex);
    expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
    expect(plot.points[0]).toMatchObject({ rowIndex: 0, x: null, y: matrix.columns[1]?.[0] });
  });

  test('plots no more points than asked for, the highest anomalies first', async () => {
    const task = { kind: 'plot', dataFolder, tenantId, detectionId } as const;
    const { items } = await listAnomalies({ dataFolder, tenantId }, detectionId, { limit: 100, offset: 0 });

    const plot = await plotDetection({ ...task, query: { x: 'c0', y: 'c1', points: 100 } });

    expect(plot.points.map(({ rowIndex }) => rowIndex)).toEqual(
      items.map(({ rowIndex }) => rowIndex).sort((a, b) => a - b),
    );
  });

  test('still lists its anomalies when its dataset is gone, but has no plot', async () => {
    const scope = { dataFolder, tenantId };
    const query = { x: 'c0', y: 'c1', points: 100 };

    const { total } = await listAnomalies(scope, orphanId, { limit: 1, offset: 0 });

    expect(total).toBe(150);
    await expect(
      plotDetection({ kind: 'plot', ...scope, detectionId: orphanId, query }),
    ).rejects.toMatchObject({ refusal: { code: 'conflict' } });
  });

  test('is not found under another tenant', async () => {
    const scope = { dataFolder, tenantId: unknownId };

    await expect(listAnomalies(scope, detectionId, { limit: 1, offset: 0 })).rejects.toMatchObject({
      refusal: { code: 'not_found' },
    });
  });
});

describe('a prediction', () => {
  const rows = [1, 2, 3].map((r) => matrix.columns.map((column) => column[r + 20] ?? Number.NaN));
  const task = { kind: 'predict', detectorId, version: 1, columns: null, width: 7 } as const;

  test('gives the scores of the detection of the same rows', async () => {
    const values = Float64Array.from(matrix.columns.map((column) => column[2999] ?? Number.NaN));
    const { points } = await plotDetection({
      kind: 'plot',
      dataFolder,
      tenantId,
      detectionId,
      query: { x: 'c0', y: 'c1', points: 5000 },
    });

    const { score } = await predict({ ...task, dataFolder, tenantId, values }, noProgress);

    expect(score[0]).toBe(points[2999]?.score);
  });

  test('takes the columns in any order', async () => {
    const values = Float64Array.from(rows.flat());
    const reversed = Float64Array.from(rows.flatMap((row) => [...row].reverse()));
    const columns = ['c6', 'c5', 'c4', 'c3', 'c2', 'c1', 'c0'];

    const straight = await predict({ ...task, dataFolder, tenantId, values }, noProgress);
    const turned = await predict({ ...task, columns, dataFolder, tenantId, values: reversed }, noProgress);

    expect(turned.score).toEqual(straight.score);
    expect(new Set(straight.score).size).toBe(3);
  });

  test('by a version that does not exist is refused', async () => {
    const values = new Float64Array(7);

    await expect(
      predict({ ...task, version: 2, dataFolder, tenantId, values }, noProgress),
    ).rejects.toMatchObject({ refusal: { code: 'not_found' } });
  });
});
