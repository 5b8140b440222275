import { z } from 'zod';

/**
 * What control and compute say to each other: bodies of the signed boundary calls, and the two `jsonb`
 * columns of `jobs` (`payload`, `result`). Numbers are finite, times in milliseconds, ids UUIDs.
 */

const id = z.uuid();
const finite = z.number().refine(Number.isFinite);
const columnName = z.string().min(1);
const count = z.int().min(0);

/** Algorithms that compute can train; their parameters are described in `src/algorithm-catalogue`. */
export const algorithmId = z.enum([
  'isolation_forest',
  'robust_zscore',
  'local_outlier_factor',
  'knn',
  'ecod',
  'pca',
  'seasonal_residual',
  'half_space_trees',
]);
export type AlgorithmId = z.infer<typeof algorithmId>;

/** Parameters with every default filled in: compute does not know defaults. */
export const algorithmParameters = z.record(z.string(), z.union([finite, z.string()]));
export type AlgorithmParameters = z.infer<typeof algorithmParameters>;

/** Quality against the label column; null members never occur: a set with one class only has no metrics. */
export const qualityMetrics = z.strictObject({
  rocAuc: finite,
  precision: finite,
  recall: finite,
  f1: finite,
});
export type QualityMetrics = z.infer<typeof qualityMetrics>;

/** Who asked for the job; copied by compute into the rows it inserts. */
export const createdBy = z.strictObject({ kind: z.enum(['user', 'api_key']), id, name: z.string() });
export type CreatedBy = z.infer<typeof createdBy>;

/** `jobs.payload` of a training: a snapshot of the detector, so that a later PATCH does not change it. */
export const trainingPayload = z.strictObject({
  kind: z.literal('training'),
  detectorId: id,
  datasetId: id,
  columns: z.array(columnName).min(1),
  labelColumn: columnName.nullable(),
  algorithm: algorithmId,
  parameters: algorithmParameters,
  contamination: finite.gt(0).max(0.5),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
});
export type TrainingPayload = z.infer<typeof trainingPayload>;

/** `jobs.payload` of a detection over 50,000 rows; the id of the detection is made by control. */
export const detectionPayload = z.strictObject({
  kind: z.literal('detection'),
  detectionId: id,
  detectorId: id,
  version: z.int().min(1),
  datasetId: id,
  labelColumn: columnName.nullable(),
});
export type DetectionPayload = z.infer<typeof detectionPayload>;

/** `jobs.payload` of an evaluation over 50,000 rows. */
export const evaluationPayload = z.strictObject({
  kind: z.literal('evaluation'),
  detectorId: id,
  version: z.int().min(1),
  datasetId: id,
  labelColumn: columnName,
});
export type EvaluationPayload = z.infer<typeof evaluationPayload>;

/** What one candidate of an experiment or trial of an AutoML run is made of. */
export const candidate = z.strictObject({
  algorithm: algorithmId,
  parameters: algorithmParameters,
  contamination: finite.gt(0).max(0.5),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
});
export type Candidate = z.infer<typeof candidate>;

/** `jobs.payload` of an experiment: a snapshot, in the order of the candidates. */
export const experimentPayload = z.strictObject({
  kind: z.literal('experiment'),
  experimentId: id,
  datasetId: id,
  columns: z.array(columnName).min(1),
  labelColumn: columnName.nullable(),
  holdout: finite.min(0.1).max(0.5),
  seed: z.int().min(0),
  candidates: z.array(candidate).min(1).max(20),
});
export type ExperimentPayload = z.infer<typeof experimentPayload>;

/** Figures that a ranking is judged by, each in 0..1, higher is better. */
export const rankingMetric = z.enum(['rocAuc', 'averagePrecision', 'precision', 'recall', 'f1']);
export type RankingMetric = z.infer<typeof rankingMetric>;

const share = finite.min(0).max(1);

/** Figures of one candidate on the labelled rows held out. */
export const candidateMetrics = z.strictObject({
  rocAuc: share,
  averagePrecision: share,
  precision: share,
  recall: share,
  f1: share,
} satisfies Record<RankingMetric, typeof share>);
export type CandidateMetrics = z.infer<typeof candidateMetrics>;

/**
 * What came of one candidate. `flaggedShare`: rows held out that score above the threshold; `metrics`: null where the
 * rows held out have no labels of both classes.
 */
export const candidateOutcome = z.strictObject({
  trainedRows: count,
  holdoutRows: count,
  contamination: finite,
  threshold: finite,
  flaggedShare: share,
  metrics: candidateMetrics.nullable(),
  trainingMs: finite.min(0),
  scoringMs: finite.min(0),
  modelBytes: count,
});
export type CandidateOutcome = z.infer<typeof candidateOutcome>;

const interval = z.strictObject({ lower: finite, upper: finite });

/** Candidates (`position` 0, 1, …) by one metric, the best first. */
export const metricRanking = z.array(
  z.strictObject({
    rank: z.int().min(1),
    position: count,
    value: finite,
    interval: interval.nullable(),
    difference: finite,
    differenceInterval: interval.nullable(),
    significant: z.boolean().nullable(),
  }),
);
export type MetricRanking = z.infer<typeof metricRanking>;

/** `experiments.comparison`: the rankings by each metric that could be measured, and how far candidates agree. */
export const experimentComparison = z.strictObject({
  labelled: z.boolean(),
  resamples: count,
  confidence: share,
  rankings: z.strictObject({
    rocAuc: metricRanking.optional(),
    averagePrecision: metricRanking.optional(),
    precision: metricRanking.optional(),
    recall: metricRanking.optional(),
    f1: metricRanking.optional(),
    agreement: metricRanking,
  }),
  agreement: z.strictObject({ positions: z.array(count), matrix: z.array(z.array(finite)) }),
});
export type ExperimentComparison = z.infer<typeof experimentComparison>;

/** `jobs.payload` of an AutoML run; `trials` and `seconds` are its budget. */
export const automlPayload = z.strictObject({
  kind: z.literal('automl'),
  runId: id,
  datasetId: id,
  columns: z.array(columnName).min(1),
  labelColumn: columnName,
  metric: rankingMetric,
  algorithms: z.array(algorithmId).min(1),
  trials: z.int().min(1).max(50),
  seconds: z.int().min(1).max(600),
  seed: z.int().min(0),
});
export type AutomlPayload = z.infer<typeof automlPayload>;

/** `jobs.payload` of a privacy export; what it looks for is in its row, which an erasure can empty. */
export const exportPayload = z.strictObject({ kind: z.literal('export'), exportId: id });
export type ExportPayload = z.infer<typeof exportPayload>;

/** `jobs.payload` of an erasure; what it looks for is in its row until it is done. */
export const erasurePayload = z.strictObject({ kind: z.literal('erasure'), erasureId: id });
export type ErasurePayload = z.infer<typeof erasurePayload>;

export const jobPayload = z.discriminatedUnion('kind', [
  trainingPayload,
  detectionPayload,
  evaluationPayload,
  experimentPayload,
  automlPayload,
  exportPayload,
  erasurePayload,
]);
export type JobPayload = z.infer<typeof jobPayload>;

/** `jobs.result` of a completed job: `version` of a training or evaluation, `detectionId` of a detection. */
export const jobResult = z.strictObject({ version: z.int().min(1).nullable(), detectionId: id.nullable() });
export type JobResult = z.infer<typeof jobResult>;

/** Name of the PostgreSQL channel on which control announces new jobs and cancellations (payload: job id). */
export const JOBS_CHANNEL = 'assay_jobs';

/** Most rows that `POST /boundary/v1/detect` scores while the caller waits; more is a job. */
export const SYNCHRONOUS_DETECTION_ROWS = 50_000;

const datasetRequest = z.strictObject({ datasetId: id, labelColumn: columnName.nullable() });

/** `POST /boundary/v1/profile` */
export const profileRequest = datasetRequest;
export type ProfileRequest = z.infer<typeof profileRequest>;

const columnType = z.enum(['number', 'string', 'boolean', 'datetime']);
const histogram = z.strictObject({ edges: z.array(finite), counts: z.array(count) });

export const profileResponse = z.strictObject({
  datasetId: id,
  rowCount: count,
  columns: z.array(
    z.strictObject({
      name: columnName,
      type: columnType,
      missing: count,
      distinct: count,
      min: finite.nullable(),
      max: finite.nullable(),
      mean: finite.nullable(),
      stddev: finite.nullable(),
      quantiles: z
        .strictObject({
          p01: finite,
          p05: finite,
          p25: finite,
          p50: finite,
          p75: finite,
          p95: finite,
          p99: finite,
        })
        .nullable(),
      histogram: histogram.nullable(),
      top: z.array(z.strictObject({ value: z.string(), count })).nullable(),
    }),
  ),
  correlation: z.strictObject({ columns: z.array(columnName), matrix: z.array(z.array(finite)) }),
  contamination: z.strictObject({ estimate: finite, method: z.enum(['label', 'robust_zscore']) }),
});
export type ProfileResponse = z.infer<typeof profileResponse>;

/** `POST /boundary/v1/validate` */
export const validateRequest = datasetRequest;
export type ValidateRequest = z.infer<typeof validateRequest>;

export const validateResponse = z.strictObject({
  valid: z.boolean(),
  checks: z.array(
    z.strictObject({
      code: z.enum([
        'missing_values',
        'constant_column',
        'duplicate_rows',
        'too_few_rows',
        'no_numeric_column',
        'label_imbalance',
      ]),
      severity: z.enum(['error', 'warning']),
      column: columnName.nullable(),
      count,
      detail: z.string(),
    }),
  ),
});
export type ValidateResponse = z.infer<typeof validateResponse>;

/**
 * `POST /boundary/v1/predict`. Control has checked that each row is as wide as `columns` and that `columns`
 * holds each feature column of the version exactly once, in any order; null means the version's own order.
 */
export const predictRequest = z.strictObject({
  detectorId: id,
  version: z.int().min(1),
  columns: z.array(columnName).min(1).nullable(),
  rows: z.array(z.array(finite.nullable())).min(1).max(10_000),
});
export type PredictRequest = z.infer<typeof predictRequest>;

export const predictResponse = z.strictObject({
  detectorId: id,
  version: z.int().min(1),
  threshold: finite,
  anomalyCount: count,
  results: z.array(
    z.strictObject({
      index: count,
      score: finite.min(0).max(1),
      rawScore: finite,
      label: z.union([z.literal(0), z.literal(1)]),
    }),
  ),
});
export type PredictResponse = z.infer<typeof predictResponse>;

/** `POST /boundary/v1/explain`: as a prediction, of few rows. */
export const explainRequest = predictRequest.extend({
  rows: z.array(z.array(finite.nullable())).min(1).max(100),
});

/** Why each row scores as it does. `low` and `high`: where 95 % of normal values lie, 1.96 robust deviations around `typical`. */
export const explainResponse = z.strictObject({
  detectorId: id,
  version: z.int().min(1),
  threshold: finite,
  results: z.array(
    z.strictObject({
      index: count,
      score: finite.min(0).max(1),
      rawScore: finite,
      label: z.union([z.literal(0), z.literal(1)]),
      features: z.array(
        z.strictObject({
          column: columnName,
          value: finite.nullable(),
          contribution: finite.min(0).max(1),
          typical: finite,
          low: finite,
          high: finite,
        }),
      ),
    }),
  ),
});
export type ExplainResponse = z.infer<typeof explainResponse>;

/**
 * `POST /boundary/v1/detect`: scores, files written under `detectionId`; control then inserts the row of
 * `detections` in its own transaction (and removes the files when that fails).
 */
export const detectRequest = detectionPayload.omit({ kind: true });
export type DetectRequest = z.infer<typeof detectRequest>;

/** What `detections` holds of a finished detection. */
export const detectResponse = z.strictObject({
  rowCount: count,
  anomalyCount: count,
  threshold: finite,
  scores: z.strictObject({ min: finite, max: finite, mean: finite, p50: finite, p95: finite, p99: finite }),
  histogram: z.strictObject({ edges: z.array(finite).length(21), counts: z.array(count).length(20) }),
  metrics: qualityMetrics.nullable(),
  durationMs: finite.min(0),
});
export type DetectResponse = z.infer<typeof detectResponse>;

/** `GET /boundary/v1/detections/{id}/anomalies?limit&offset` */
export const anomaliesQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200),
  offset: z.coerce.number().int().min(0),
});
export type AnomaliesQuery = z.infer<typeof anomaliesQuery>;

export const anomaliesResponse = z.strictObject({
  total: count,
  items: z.array(
    z.strictObject({
      rank: z.int().min(1),
      rowIndex: count,
      score: finite.min(0).max(1),
      rawScore: finite,
      features: z
        .array(
          z.strictObject({
            column: columnName,
            value: finite.nullable(),
            contribution: finite.min(0).max(1),
          }),
        )
        .max(5),
    }),
  ),
});
export type AnomaliesResponse = z.infer<typeof anomaliesResponse>;

/** `GET /boundary/v1/detections/{id}/plot?x&y&points`; x and y are number columns of the dataset. */
export const plotQuery = z.strictObject({
  x: columnName,
  y: columnName,
  points: z.coerce.number().int().min(100).max(5000),
});
export type PlotQuery = z.infer<typeof plotQuery>;

/** Points in row order; x or y is null where the cell is missing. */
export const plotResponse = z.strictObject({
  x: columnName,
  y: columnName,
  points: z.array(
    z.strictObject({
      rowIndex: count,
      x: finite.nullable(),
      y: finite.nullable(),
      score: finite.min(0).max(1),
      label: z.union([z.literal(0), z.literal(1)]),
    }),
  ),
});
export type PlotResponse = z.infer<typeof plotResponse>;
