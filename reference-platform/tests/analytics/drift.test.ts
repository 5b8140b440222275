import { mkdtemp, rename, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noProgress, type FeatureMatrix } from '../../src/compute/algorithms/matrix.ts';
import { randomStream } from '../../src/compute/algorithms/random.ts';
import { binOf, referenceOf } from '../../src/compute/algorithms/reference.ts';
import { populationStabilityIndex } from '../../src/compute/analytics/drift.ts';
import { measureDrift } from '../../src/compute/lifecycle/measure-drift.ts';
import type { DriftResponse } from '../../src/compute/lifecycle/protocol.ts';
import { runTraining } from '../../src/compute/training/train.ts';
import { modelFile } from '../../src/storage/index.ts';
import { storeTable } from '../compute/stored-table.ts';

const tenantId = uuid();
const detectorId = uuid();
const populations = 60;
let dataFolder = '';

/** Rows of three normal columns, the first moved by `shift` standard deviations. */
function population(stream: number, rowCount: number, shift = 0): FeatureMatrix {
  const random = randomStream(7, stream);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const columns = [shift, 0, 0].map((mean) => Float64Array.from({ length: rowCount }, () => mean + normal()));
  return { rowCount, columns };
}

async function driftOf(matrix: FeatureMatrix): Promise<DriftResponse> {
  const datasetId = uuid();
  await storeTable(dataFolder, tenantId, datasetId, matrix);
  const request = { detectorId, version: 1, datasetId };
  return measureDrift({ kind: 'drift', dataFolder, tenantId, request }, noProgress);
}

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'drift-'));
  const datasetId = uuid();
  const columns = await storeTable(dataFolder, tenantId, datasetId, population(0, 2_000));
  const draft = join(dataFolder, 'draft');
  const payload = {
    kind: 'training',
    detectorId,
    datasetId,
    columns,
    labelColumn: null,
    algorithm: 'robust_zscore',
    parameters: { aggregation: 'max' },
    contamination: 0.05,
    seed: 1,
  } as const;
  await runTraining({ kind: 'train', dataFolder, tenantId, draft, payload }, noProgress);
  const model = modelFile(dataFolder, tenantId, detectorId, 1);
  await mkdir(dirname(model), { recursive: true });
  await rename(join(draft, 'model.json'), model);
});

afterAll(async () => {
  await rm(dataFolder, { recursive: true });
});

describe('drift', () => {
  test('is not found where there is none, in 60 samples of several sizes', async () => {
    const verdicts: string[] = [];
    for (let stream = 1; stream <= populations; stream += 1) {
      verdicts.push((await driftOf(population(stream, 40 + 20 * (stream % 40)))).verdict);
    }

    expect(verdicts.filter((verdict) => verdict !== 'none')).toEqual([]);
  });

  test('is found in each of 20 samples whose first column lies one standard deviation off', async () => {
    const found: string[][] = [];
    for (let stream = 1; stream <= 20; stream += 1) {
      const { features } = await driftOf(population(100 + stream, 300, 1));
      found.push(features.map(({ verdict }) => verdict));
    }

    expect(found).toEqual(Array.from({ length: 20 }, () => ['severe', 'none', 'none']));
  });

  test('of half a standard deviation lies between the thresholds or above', async () => {
    const { features, verdict } = await driftOf(population(200, 2_000, 0.45));

    expect(features[0]?.psi).toBeGreaterThanOrEqual(0.1);
    expect(features[0]?.psi).toBeLessThan(0.25);
    expect(verdict).toBe('moderate');
  });
});

describe('the reference of a column', () => {
  test('has a bin of its own for a value on which several deciles fall', () => {
    const column = Float64Array.from([
      ...new Array<number>(70).fill(5),
      ...Array.from({ length: 30 }, (_, i) => 6 + i),
    ]);

    const [reference] = referenceOf([column], column).features;

    const edges = reference?.edges ?? new Float64Array();
    expect([...edges.slice(0, 2)]).toEqual([5, 5]);
    expect([binOf(4, edges), binOf(5, edges), binOf(5.2, edges)]).toEqual([0, 1, 2]);
    expect(reference?.counts[0]).toBe(0);
    expect(reference?.counts[1]).toBe(70);
  });

  test('keeps at most 512 order statistics, the ends among them, and does not depend on the row order', () => {
    const column = Float64Array.from({ length: 5_000 }, (_, i) => (i * 7_919) % 5_000);

    const { scores, features } = referenceOf([column], column.slice().reverse());

    expect(scores).toEqual(features[0]);
    expect(scores.sample).toHaveLength(512);
    expect([scores.sample[0], scores.sample[511]]).toEqual([0, 4_999]);
  });
});

describe('the population stability index', () => {
  test('is 0 for equal shares, and the sum of (now − before) ln(now / before) otherwise', () => {
    expect(populationStabilityIndex([30, 70], [30, 70])).toBe(0);
    const [a, b] = [30.5 / 101, 60.5 / 101];
    const expected = (b - a) * Math.log(b / a) + (a - b) * Math.log((1 - b) / (1 - a)) * 1;

    expect(populationStabilityIndex([30, 70], [60, 40])).toBeCloseTo(expected, 12);
    expect(populationStabilityIndex([0, 100], [50, 50])).toBeGreaterThan(1);
  });
});
