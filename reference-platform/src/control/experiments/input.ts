import { z } from 'zod';
import { algorithmId } from '../../compute/protocol.ts';
import { idSchema, pageQuery } from '../../http/schemas.ts';
import { contamination, description, name, parameters, seed } from '../detectors/input.ts';

const candidate = z.strictObject({
  name: name.optional(),
  algorithm: algorithmId,
  parameters: parameters.default({}),
  contamination: contamination.default(0.05),
  seed,
});

/** Body of `experiments.create`; `holdout` is the share of the rows that candidates are measured on. */
export const createBody = z.strictObject({
  name,
  description: description.default(''),
  datasetId: idSchema,
  candidates: z.array(candidate).min(1).max(20),
  holdout: z.number().min(0.1).max(0.5).default(0.3),
  seed,
});
export type CandidateInput = z.output<typeof candidate>;

/** Query of `experiments.list`. */
export const listQuery = pageQuery.extend({
  status: z.enum(['draft', 'running', 'completed', 'failed', 'cancelled']).optional(),
  datasetId: idSchema.optional(),
});

/** Query of `experiments.comparison`; without `metric`, ROC-AUC where there are labels, else the agreement. */
export const comparisonQuery = z.strictObject({
  metric: z.enum(['rocAuc', 'averagePrecision', 'precision', 'recall', 'f1', 'agreement']).optional(),
});

/** Query of `experiments.export`. */
export const exportQuery = z.strictObject({ format: z.enum(['csv', 'json']).default('csv') });
