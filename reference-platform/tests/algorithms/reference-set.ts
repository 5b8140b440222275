import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { matrixFromRows, type FeatureMatrix } from '../../src/compute/algorithms/matrix.ts';

const numbers = z.array(z.number());
const rows = z.array(numbers);
const quality = z.strictObject({
  threshold: z.number(),
  rocAuc: z.number(),
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
});

const common = {
  name: z.string(),
  versions: z.record(z.string(), z.string()),
  description: z.string(),
};

const labelledSet = z.strictObject({
  ...common,
  values: rows,
  labels: numbers,
  isolationForest: z.strictObject({
    trees: z.int(),
    sampleSize: z.int(),
    scikitLearn: numbers,
    pyod: numbers,
  }),
  localOutlierFactor: z.strictObject({ neighbours5: numbers, neighbours20: numbers, neighbours100: numbers }),
  novelty: z.strictObject({ neighbours: z.int(), values: rows, scores: numbers }),
  nearestNeighbours: z.strictObject({
    neighbours: z.int(),
    largest: numbers,
    mean: numbers,
    median: numbers,
    novelty: numbers,
  }),
  empiricalTails: z.strictObject({ training: numbers, novelty: numbers }),
  principalComponents: z.strictObject({ training: numbers, novelty: numbers, twoUnweighted: numbers }),
  halfSpaceTrees: z.strictObject({ depth: z.int(), windowSize: z.int(), river: numbers }),
  robustZscore: z.strictObject({ max: numbers, mean: numbers, firstColumnPyodMad: numbers }),
  quality: z.strictObject({ contamination: z.number(), localOutlierFactor20: quality }),
});
export type LabelledSet = z.infer<typeof labelledSet>;

const degenerateSet = z.strictObject({
  ...common,
  values: rows,
  robustZscore: z.strictObject({ max: numbers, mean: numbers }),
});

const timeSeriesSet = z.strictObject({
  ...common,
  times: numbers,
  values: z.array(z.number().nullable()),
  period: z.int(),
  seasonalResidual: numbers,
});

/** A set that reference-values/make_reference_values.py wrote, with the scores of scikit-learn and PyOD. */
export function readLabelledSet(name: 'two-clusters' | 'payments'): LabelledSet & { matrix: FeatureMatrix } {
  const set = labelledSet.parse(readJson(name));
  return { ...set, matrix: matrixFromRows(set.values) };
}

/** The set of constant and nearly constant columns. */
export function readDegenerateSet(): z.infer<typeof degenerateSet> & { matrix: FeatureMatrix } {
  const set = degenerateSet.parse(readJson('degenerate-columns'));
  return { ...set, matrix: matrixFromRows(set.values) };
}

/** The hourly series with a gap and missing cells; the matrix has the time first. */
export function readTimeSeriesSet(): z.infer<typeof timeSeriesSet> & { matrix: FeatureMatrix } {
  const set = timeSeriesSet.parse(readJson('hourly-load'));
  return { ...set, matrix: matrixFromRows(set.times.map((time, t) => [time, set.values[t] ?? null])) };
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../reference-values/${name}.json`, import.meta.url), 'utf8'));
}
