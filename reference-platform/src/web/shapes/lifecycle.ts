import * as z from 'zod/mini';
import { Job } from './detection.ts';

const Confusion = z.object({
  truePositives: z.number(),
  falsePositives: z.number(),
  trueNegatives: z.number(),
  falseNegatives: z.number(),
});

const VersionEvaluation = z.object({
  version: z.number(),
  rowCount: z.number(),
  labelledRows: z.number(),
  threshold: z.number(),
  confusion: Confusion,
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  rocAuc: z.number(),
  averagePrecision: z.number(),
});
export type VersionEvaluation = z.infer<typeof VersionEvaluation>;

/** The API answers either the figures (200) or the job that will find them (202). */
export const EvaluationOrJob = z.union([Job, VersionEvaluation]);

const Verdict = z.enum(['none', 'moderate', 'severe']);
export type Verdict = z.infer<typeof Verdict>;

const shift = {
  psi: z.number(),
  ks: z.number(),
  pValue: z.number(),
  verdict: Verdict,
  medianBefore: z.nullable(z.number()),
  medianNow: z.nullable(z.number()),
  bins: z.array(z.object({ before: z.number(), now: z.number() })),
};

export const Drift = z.object({
  version: z.number(),
  rowCount: z.number(),
  trainedRows: z.number(),
  verdict: Verdict,
  thresholds: z.object({ moderatePsi: z.number(), severePsi: z.number(), significance: z.number() }),
  features: z.array(z.object({ column: z.string(), ...shift })),
  scores: z.object({ ...shift, anomalyShareBefore: z.number(), anomalyShareNow: z.number() }),
});
export type Drift = z.infer<typeof Drift>;
/** One distribution then and now: a column, or the scores. */
export type Shift = Omit<Drift['features'][number], 'column'>;
