import { z } from 'zod';
import { algorithmId, algorithmParameters } from '../protocol.ts';

/** What control and compute say to each other of trained versions: evaluation, drift, and models that come from outside. */

const id = z.uuid();
const finite = z.number().refine(Number.isFinite);
const share = finite.min(0).max(1);
const count = z.int().min(0);
const columnName = z.string().min(1);

/** `POST /boundary/v1/evaluate`; the dataset has a label column. */
export const evaluateRequest = z.strictObject({
  detectorId: id,
  version: z.int().min(1),
  datasetId: id,
  labelColumn: columnName,
});
export type EvaluateRequest = z.infer<typeof evaluateRequest>;

/** The figures of an evaluation; rows without a label count in `rowCount` alone. */
export const evaluationFigures = z.strictObject({
  rowCount: count,
  labelledRows: count,
  threshold: finite,
  confusion: z.strictObject({
    truePositives: count,
    falsePositives: count,
    trueNegatives: count,
    falseNegatives: count,
  }),
  precision: share,
  recall: share,
  f1: share,
  rocAuc: share,
  averagePrecision: share,
  durationMs: finite.min(0),
});
export type EvaluationFigures = z.infer<typeof evaluationFigures>;

/** What `detector_versions.evaluation` holds: the latest evaluation of the version. `evaluatedAt` in ISO-8601. */
export const storedEvaluation = evaluationFigures.extend({ datasetId: id, evaluatedAt: z.string() });
export type StoredEvaluation = z.infer<typeof storedEvaluation>;

/** `POST /boundary/v1/drift`. */
export const driftRequest = z.strictObject({ detectorId: id, version: z.int().min(1), datasetId: id });
export type DriftRequest = z.infer<typeof driftRequest>;

/** How far a distribution has moved. */
export const driftVerdict = z.enum(['none', 'moderate', 'severe']);
export type DriftVerdict = z.infer<typeof driftVerdict>;

/** One distribution then (training) and now; shares are of the rows with a value, medians null without any. */
const shift = z.strictObject({
  psi: finite.min(0),
  ks: share,
  pValue: share,
  verdict: driftVerdict,
  medianBefore: finite.nullable(),
  medianNow: finite.nullable(),
  bins: z.array(
    z.strictObject({ from: finite.nullable(), to: finite.nullable(), before: share, now: share }),
  ),
});

/** What came of comparing a dataset with the training data of a version. */
export const driftResponse = z.strictObject({
  rowCount: count,
  trainedRows: count,
  verdict: driftVerdict,
  thresholds: z.strictObject({
    moderatePsi: finite,
    severePsi: finite,
    significance: finite,
    pValue: finite,
  }),
  features: z.array(shift.extend({ column: columnName, missingBefore: share, missingNow: share })),
  scores: shift.extend({ anomalyShareBefore: share, anomalyShareNow: share }),
});
export type DriftResponse = z.infer<typeof driftResponse>;

/** `POST /boundary/v1/models/import`: the file is in the tenant's folder of uploads under `uploadId`. */
export const importRequest = z.strictObject({ uploadId: id, detectorId: id });
export type ImportRequest = z.infer<typeof importRequest>;

/** What an imported model is; control holds the ranges of it against the catalogue. */
export const importResponse = z.strictObject({
  algorithm: algorithmId,
  parameters: algorithmParameters,
  contamination: finite,
  seed: z.int(),
  featureColumns: z.array(z.string()),
  trainedRows: count,
  threshold: finite,
  modelBytes: count,
});
export type ImportResponse = z.infer<typeof importResponse>;
