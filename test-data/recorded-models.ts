import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Algorithms of which a file of format version 1 was kept: models trained before reference data were part of them. */
export const RECORDED_ALGORITHMS = ['isolation_forest', 'local_outlier_factor', 'robust_zscore'] as const;

const scoresSchema = z.strictObject({
  rows: z.array(z.array(z.number().nullable())),
  expected: z.record(
    z.enum(RECORDED_ALGORITHMS),
    z.strictObject({ threshold: z.number(), scores: z.array(z.number()), rawScores: z.array(z.number()) }),
  ),
});

/** An exported file of format version 1 as it was written then, and what its model said of some rows. */
export interface RecordedModel {
  content: string;
  rows: (number | null)[][];
  threshold: number;
  scores: number[];
  rawScores: number[];
}

/** The kept file of one algorithm. */
export function recordedModel(algorithm: (typeof RECORDED_ALGORITHMS)[number]): RecordedModel {
  const { rows, expected } = scoresSchema.parse(JSON.parse(read('scores.v1.json')));
  return { content: read(`${algorithm}.v1.json`), rows, ...expected[algorithm] };
}

function read(name: string): string {
  return readFileSync(new URL(`models/${name}`, import.meta.url), 'utf8');
}
