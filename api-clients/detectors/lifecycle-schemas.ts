import { z } from 'zod';
import { countSchema, idSchema, instantSchema } from '../common/schemas.ts';

const share = z.number().min(0).max(1);

/** How many rows of each kind were taken for what; an anomaly is the positive class. */
const confusionSchema = z.strictObject({
  truePositives: countSchema,
  falsePositives: countSchema,
  trueNegatives: countSchema,
  falseNegatives: countSchema,
});

/** The figures of a version on a labelled dataset. */
export const evaluationSchema = z.strictObject({
  datasetId: idSchema,
  rowCount: countSchema,
  labelledRows: countSchema,
  threshold: z.number(),
  confusion: confusionSchema,
  precision: share,
  recall: share,
  f1: share,
  rocAuc: share,
  averagePrecision: share,
  durationMs: z.number().nonnegative(),
  evaluatedAt: instantSchema,
});

export const versionEvaluationSchema = evaluationSchema.extend({
  detectorId: idSchema,
  version: z.int().positive(),
});
export type VersionEvaluation = z.infer<typeof versionEvaluationSchema>;

/** Whether a version may go into production: `rocAuc` is the figure that was judged. */
export const validationSchema = z.strictObject({
  status: z.enum(['pending', 'passed', 'failed']),
  rocAuc: share.nullable(),
  leastRocAuc: z.literal(0.5),
});

const driftVerdictSchema = z.enum(['none', 'moderate', 'severe']);

const shiftSchema = z.strictObject({
  psi: z.number().nonnegative(),
  ks: share,
  pValue: share,
  verdict: driftVerdictSchema,
  medianBefore: z.number().nullable(),
  medianNow: z.number().nullable(),
  bins: z
    .array(
      z.strictObject({ from: z.number().nullable(), to: z.number().nullable(), before: share, now: share }),
    )
    .min(1),
});

/** A dataset beside the training data of a version. */
export const driftSchema = z.strictObject({
  detectorId: idSchema,
  version: z.int().positive(),
  datasetId: idSchema,
  rowCount: countSchema,
  trainedRows: countSchema,
  verdict: driftVerdictSchema,
  thresholds: z.strictObject({
    moderatePsi: z.number(),
    severePsi: z.number(),
    significance: z.number(),
    pValue: z.number(),
  }),
  features: z
    .array(shiftSchema.extend({ column: z.string().min(1), missingBefore: share, missingNow: share }))
    .min(1),
  scores: shiftSchema.extend({ anomalyShareBefore: share, anomalyShareNow: share }),
});
export type Drift = z.infer<typeof driftSchema>;
