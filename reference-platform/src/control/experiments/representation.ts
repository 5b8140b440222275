import { z } from 'zod';
import {
  algorithmId,
  algorithmParameters,
  candidateMetrics,
  type ExperimentComparison,
} from '../../compute/protocol.ts';
import { creatorSchema, idSchema, timestampSchema } from '../../http/schemas.ts';
import type { comparisonQuery } from './input.ts';
import type { ExperimentResultRow, ExperimentRow } from './tables.ts';

const count = z.int().min(0);

const candidateSchema = z.object({
  name: z.string(),
  algorithm: algorithmId,
  parameters: algorithmParameters,
  contamination: z.number(),
  seed: z.int(),
});

/** An experiment as the API shows it; `jobId` is its latest job. */
export const experimentSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    description: z.string(),
    datasetId: idSchema.nullable(),
    candidates: z.array(candidateSchema),
    holdout: z.number(),
    seed: z.int(),
    status: z.enum(['draft', 'running', 'completed', 'failed', 'cancelled']),
    jobId: idSchema.nullable(),
    error: z.string().nullable(),
    createdBy: creatorSchema,
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
    startedAt: timestampSchema.nullable(),
    finishedAt: timestampSchema.nullable(),
  })
  .meta({ id: 'Experiment' });

/** One candidate and what came of it; figures are null until it is measured. */
export const experimentResultSchema = candidateSchema
  .extend({
    position: count,
    status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
    metrics: z.object(candidateMetrics.shape).nullable(),
    agreement: z.number().nullable(),
    flaggedShare: z.number().nullable(),
    threshold: z.number().nullable(),
    trainedRows: count.nullable(),
    holdoutRows: count.nullable(),
    trainingMs: z.number().nullable(),
    scoringMs: z.number().nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: 'ExperimentResult' });
export type ExperimentResult = z.infer<typeof experimentResultSchema>;

const intervalSchema = z.object({ lower: z.number(), upper: z.number() }).nullable();

/** The candidates of a completed experiment by one metric, the best first. */
export const comparisonSchema = z
  .object({
    experimentId: idSchema,
    metric: z.enum(['rocAuc', 'averagePrecision', 'precision', 'recall', 'f1', 'agreement']),
    labelled: z.boolean(),
    resamples: count,
    confidence: z.number(),
    entries: z.array(
      z.object({
        rank: z.int().min(1),
        position: count,
        name: z.string(),
        algorithm: algorithmId,
        value: z.number(),
        interval: intervalSchema,
        difference: z.number(),
        differenceInterval: intervalSchema,
        significant: z.boolean().nullable(),
      }),
    ),
    agreement: z.object({ positions: z.array(count), matrix: z.array(z.array(z.number())) }),
  })
  .meta({ id: 'ExperimentComparison' });

/** A row of `experiments` as the API shows it. */
export function toExperiment(row: ExperimentRow): z.infer<typeof experimentSchema> {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    datasetId: row.dataset_id,
    candidates: row.candidates,
    holdout: row.holdout,
    seed: row.seed,
    status: row.status,
    jobId: row.job_id,
    error: row.error,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

/** The rows of `experiment_results`, in the order of the candidates, as the API shows them. */
export function toResults(
  { candidates, comparison }: ExperimentRow,
  rows: readonly ExperimentResultRow[],
): ExperimentResult[] {
  return candidates.map(({ name, algorithm, parameters, contamination, seed }, position) => {
    const row = rows.find((result) => result.position === position);
    const outcome = row?.outcome ?? null;
    return {
      position,
      name,
      algorithm,
      parameters,
      contamination,
      seed,
      status: row?.status ?? 'pending',
      metrics: outcome?.metrics ?? null,
      agreement: agreementOf(comparison, position),
      flaggedShare: outcome?.flaggedShare ?? null,
      threshold: outcome?.threshold ?? null,
      trainedRows: outcome?.trainedRows ?? null,
      holdoutRows: outcome?.holdoutRows ?? null,
      trainingMs: outcome?.trainingMs ?? null,
      scoringMs: outcome?.scoringMs ?? null,
      error: row?.error ?? null,
    };
  });
}

/** Mean rank correlation with the other candidates; null where there is none or no other. */
function agreementOf(comparison: ExperimentComparison | null, position: number): number | null {
  if (comparison === null || comparison.agreement.positions.length < 2) return null;
  return comparison.rankings.agreement.find((entry) => entry.position === position)?.value ?? null;
}

/** The comparison of an experiment by a metric; null where that could not be measured. */
export function toComparison(
  row: ExperimentRow,
  comparison: ExperimentComparison,
  asked: z.output<typeof comparisonQuery>['metric'],
): z.infer<typeof comparisonSchema> | null {
  const metric = asked ?? (comparison.labelled ? 'rocAuc' : 'agreement');
  const ranking = comparison.rankings[metric];
  if (ranking === undefined) return null;
  return {
    experimentId: row.id,
    metric,
    labelled: comparison.labelled,
    resamples: comparison.resamples,
    confidence: comparison.confidence,
    entries: ranking.flatMap((entry) => {
      const candidate = row.candidates[entry.position];
      return candidate === undefined
        ? []
        : [{ ...entry, name: candidate.name, algorithm: candidate.algorithm }];
    }),
    agreement: comparison.agreement,
  };
}
