import * as z from 'zod/mini';
import { Creator, Histogram, listOf, Metrics } from './common.ts';

const AlgorithmParameter = z.object({
  name: z.string(),
  type: z.enum(['integer', 'number', 'enum']),
  minimum: z.optional(z.number()),
  maximum: z.optional(z.number()),
  values: z.optional(z.array(z.string())),
  default: z.union([z.number(), z.string()]),
  description: z.string(),
});
export type AlgorithmParameter = z.infer<typeof AlgorithmParameter>;

export const Algorithm = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  kind: z.enum(['tabular', 'time_series', 'stream']),
  parameters: z.array(AlgorithmParameter),
});
export type Algorithm = z.infer<typeof Algorithm>;
export const AlgorithmList = listOf(Algorithm);

const Parameters = z.record(z.string(), z.union([z.number(), z.string()]));

export const Detector = z.object({
  id: z.string(),
  name: z.string(),
  description: z.nullable(z.string()),
  algorithm: z.string(),
  parameters: Parameters,
  contamination: z.number(),
  seed: z.number(),
  status: z.enum(['untrained', 'training', 'ready', 'failed']),
  latestVersion: z.nullable(z.number()),
  productionVersion: z.nullable(z.number()),
  createdBy: Creator,
  createdAt: z.string(),
});
export type Detector = z.infer<typeof Detector>;
export const DetectorList = listOf(Detector);

export const DetectorVersion = z.object({
  version: z.number(),
  datasetId: z.nullable(z.string()),
  featureColumns: z.array(z.string()),
  trainedRows: z.number(),
  threshold: z.number(),
  trainingMs: z.number(),
  metrics: z.nullable(Metrics),
  origin: z.enum(['trained', 'imported']),
  evaluation: z.nullable(z.object({ rocAuc: z.number() })),
  validation: z.object({ status: z.enum(['pending', 'passed', 'failed']) }),
  stage: z.enum(['staging', 'production', 'archived']),
  createdAt: z.string(),
});
export type DetectorVersion = z.infer<typeof DetectorVersion>;
export const VersionList = listOf(DetectorVersion);

export const Job = z.object({
  id: z.string(),
  kind: z.enum(['training', 'detection', 'evaluation', 'experiment', 'automl', 'export', 'erasure']),
  status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
  progress: z.number(),
  detectorId: z.nullable(z.string()),
  datasetId: z.nullable(z.string()),
  experimentId: z.nullable(z.string()),
  automlRunId: z.nullable(z.string()),
  exportId: z.nullable(z.string()),
  erasureId: z.nullable(z.string()),
  result: z.nullable(z.object({ version: z.nullable(z.number()), detectionId: z.nullable(z.string()) })),
  error: z.nullable(z.string()),
  createdAt: z.string(),
  startedAt: z.nullable(z.string()),
});
export type Job = z.infer<typeof Job>;
export const JobList = listOf(Job);

export const Detection = z.object({
  id: z.string(),
  detectorId: z.string(),
  detectorVersion: z.number(),
  datasetId: z.nullable(z.string()),
  rowCount: z.number(),
  anomalyCount: z.number(),
  threshold: z.number(),
  scores: z.object({
    min: z.number(),
    max: z.number(),
    mean: z.number(),
    p50: z.number(),
    p95: z.number(),
    p99: z.number(),
  }),
  histogram: Histogram,
  metrics: z.nullable(Metrics),
  durationMs: z.number(),
  createdBy: Creator,
  createdAt: z.string(),
});
export type Detection = z.infer<typeof Detection>;
export const DetectionList = listOf(Detection);

/** The API answers either a finished detection (201) or the job that will make it (202). */
export const DetectionOrJob = z.union([Job, Detection]);

export const Anomaly = z.object({
  rank: z.number(),
  rowIndex: z.number(),
  score: z.number(),
  rawScore: z.number(),
  features: z.array(
    z.object({ column: z.string(), value: z.nullable(z.number()), contribution: z.number() }),
  ),
});
export type Anomaly = z.infer<typeof Anomaly>;
export const AnomalyList = listOf(Anomaly);

export const Plot = z.object({
  x: z.string(),
  y: z.string(),
  points: z.array(
    z.object({
      rowIndex: z.number(),
      x: z.nullable(z.number()),
      y: z.nullable(z.number()),
      score: z.number(),
      label: z.number(),
    }),
  ),
});
export type Plot = z.infer<typeof Plot>;

export const Prediction = z.object({
  version: z.number(),
  threshold: z.number(),
  anomalyCount: z.number(),
  results: z.array(
    z.object({ index: z.number(), score: z.number(), rawScore: z.number(), label: z.number() }),
  ),
});
export type Prediction = z.infer<typeof Prediction>;

const FeatureShare = z.object({
  column: z.string(),
  value: z.nullable(z.number()),
  contribution: z.number(),
  typical: z.number(),
  low: z.number(),
  high: z.number(),
});
export type FeatureShare = z.infer<typeof FeatureShare>;

/** Why rows score as they do; the features of each, the one that contributes most first. */
export const Explanation = z.object({
  threshold: z.number(),
  results: z.array(
    z.object({
      score: z.number(),
      label: z.number(),
      features: z.array(FeatureShare),
    }),
  ),
});
export type ExplainedRow = z.infer<typeof Explanation>['results'][number];
