import * as z from 'zod/mini';
import { Creator, listOf } from './common.ts';

const Parameters = z.record(z.string(), z.union([z.number(), z.string()]));
const figure = z.nullable(z.number());

const candidateShape = {
  name: z.string(),
  algorithm: z.string(),
  parameters: Parameters,
  contamination: z.number(),
  seed: z.number(),
};

const CandidateMetrics = z.object({
  rocAuc: z.number(),
  averagePrecision: z.number(),
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
});

export const Experiment = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  datasetId: z.nullable(z.string()),
  candidates: z.array(z.object(candidateShape)),
  holdout: z.number(),
  seed: z.number(),
  status: z.enum(['draft', 'running', 'completed', 'failed', 'cancelled']),
  jobId: z.nullable(z.string()),
  error: z.nullable(z.string()),
  createdBy: Creator,
  createdAt: z.string(),
  finishedAt: z.nullable(z.string()),
});
export type Experiment = z.infer<typeof Experiment>;
export const ExperimentList = listOf(Experiment);

export const ExperimentResult = z.object({
  ...candidateShape,
  position: z.number(),
  status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
  metrics: z.nullable(CandidateMetrics),
  agreement: figure,
  flaggedShare: figure,
  trainedRows: figure,
  holdoutRows: figure,
  trainingMs: figure,
  error: z.nullable(z.string()),
});
export type ExperimentResult = z.infer<typeof ExperimentResult>;
export const ResultList = listOf(ExperimentResult);
export type ResultList = z.infer<typeof ResultList>;

const Interval = z.nullable(z.object({ lower: z.number(), upper: z.number() }));

const ComparisonEntry = z.object({
  rank: z.number(),
  position: z.number(),
  name: z.string(),
  value: z.number(),
  interval: Interval,
  difference: z.number(),
  differenceInterval: Interval,
  significant: z.nullable(z.boolean()),
});
export type ComparisonEntry = z.infer<typeof ComparisonEntry>;

export const Comparison = z.object({
  metric: z.string(),
  labelled: z.boolean(),
  resamples: z.number(),
  confidence: z.number(),
  entries: z.array(ComparisonEntry),
});
export type Comparison = z.infer<typeof Comparison>;

export const Trial = z.object({
  position: z.number(),
  algorithm: z.string(),
  parameters: Parameters,
  status: z.enum(['completed', 'failed']),
  value: figure,
  metrics: z.nullable(CandidateMetrics),
  trainingMs: figure,
  error: z.nullable(z.string()),
});
export type Trial = z.infer<typeof Trial>;

const runShape = {
  id: z.string(),
  name: z.string(),
  datasetId: z.nullable(z.string()),
  metric: z.string(),
  budget: z.object({ trials: z.number(), seconds: z.number() }),
  algorithms: z.array(z.string()),
  seed: z.number(),
  status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
  stoppedBy: z.nullable(z.enum(['trials', 'seconds', 'space'])),
  error: z.nullable(z.string()),
  trialCount: z.number(),
  best: z.nullable(Trial),
  detectorId: z.nullable(z.string()),
  createdBy: Creator,
  createdAt: z.string(),
};

export const AutomlRunList = listOf(z.object(runShape));
export const AutomlRun = z.object({ ...runShape, trials: z.array(Trial) });
export type AutomlRun = z.infer<typeof AutomlRun>;
