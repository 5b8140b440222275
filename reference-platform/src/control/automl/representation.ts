import { z } from 'zod';
import { algorithmId, algorithmParameters, candidateMetrics, rankingMetric } from '../../compute/protocol.ts';
import { creatorSchema, idSchema, timestampSchema } from '../../http/schemas.ts';
import type { AutomlRunRow, AutomlTrialRow } from './tables.ts';

const count = z.int().min(0);

/** One trial of a run as the API shows it; figures are null where it failed. */
const trialSchema = z.object({
  position: z.int().min(1),
  algorithm: algorithmId,
  parameters: algorithmParameters,
  status: z.enum(['completed', 'failed']),
  value: z.number().nullable(),
  metrics: z.object(candidateMetrics.shape).nullable(),
  contamination: z.number().nullable(),
  trainingMs: z.number().nullable(),
  scoringMs: z.number().nullable(),
  error: z.string().nullable(),
});

const runShape = {
  id: idSchema,
  name: z.string(),
  datasetId: idSchema.nullable(),
  metric: rankingMetric,
  budget: z.object({ trials: z.int(), seconds: z.int() }),
  algorithms: z.array(algorithmId),
  featureColumns: z.array(z.string()),
  seed: z.int(),
  status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
  stoppedBy: z.enum(['trials', 'seconds', 'space']).nullable(),
  jobId: idSchema,
  error: z.string().nullable(),
  trialCount: count,
  best: trialSchema.nullable(),
  detectorId: idSchema.nullable(),
  createdBy: creatorSchema,
  createdAt: timestampSchema,
  startedAt: timestampSchema.nullable(),
  finishedAt: timestampSchema.nullable(),
};

/** An AutoML run in a list. `stoppedBy`: which part of the budget ended it, or that there was nothing new to try. */
export const automlRunSummarySchema = z.object(runShape).meta({ id: 'AutomlRunSummary' });

/** An AutoML run with its trials, in their order. */
export const automlRunSchema = z
  .object({ ...runShape, trials: z.array(trialSchema) })
  .meta({ id: 'AutomlRun' });

/** A row of `automl_runs` with its rows of `automl_trials` as a list shows it. */
export function toRunSummary(
  row: AutomlRunRow,
  trials: readonly AutomlTrialRow[],
): z.infer<typeof automlRunSummarySchema> {
  const best = trials.find(({ position }) => position === row.best_position);
  return {
    id: row.id,
    name: row.name,
    datasetId: row.dataset_id,
    metric: row.metric,
    budget: { trials: row.trial_budget, seconds: row.seconds_budget },
    algorithms: row.algorithms,
    featureColumns: row.feature_columns,
    seed: row.seed,
    status: row.status,
    stoppedBy: row.stopped_by,
    jobId: row.job_id,
    error: row.error,
    trialCount: trials.length,
    best: best === undefined ? null : toTrial(best),
    detectorId: row.detector_id,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

/** A row of `automl_runs` with all its trials as the API shows it. */
export function toRun(row: AutomlRunRow, trials: readonly AutomlTrialRow[]): z.infer<typeof automlRunSchema> {
  return { ...toRunSummary(row, trials), trials: trials.map(toTrial) };
}

function toTrial(row: AutomlTrialRow): z.infer<typeof trialSchema> {
  return {
    position: row.position,
    algorithm: row.algorithm,
    parameters: row.parameters,
    status: row.status,
    value: row.value,
    metrics: row.outcome?.metrics ?? null,
    contamination: row.outcome?.contamination ?? null,
    trainingMs: row.outcome?.trainingMs ?? null,
    scoringMs: row.outcome?.scoringMs ?? null,
    error: row.error,
  };
}
