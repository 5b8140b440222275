import { z } from 'zod';
import { algorithmId, rankingMetric } from '../../compute/protocol.ts';
import { idSchema, pageQuery } from '../../http/schemas.ts';
import { description, name, seed } from '../detectors/input.ts';

/** Body of `automl.start`; without `algorithms`, all that can be trained on so many rows. */
export const startBody = z.strictObject({
  name,
  datasetId: idSchema,
  metric: rankingMetric.default('rocAuc'),
  budget: z.strictObject({ trials: z.int().min(1).max(50), seconds: z.int().min(1).max(600) }),
  algorithms: z.array(algorithmId).min(1).max(20).optional(),
  seed,
});

/** Query of `automl.list`. */
export const listQuery = pageQuery.extend({
  status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']).optional(),
});

/** Body of `automl.deploy`; without `name`, the run's. */
export const deployBody = z.strictObject({ name: name.optional(), description: description.default('') });
