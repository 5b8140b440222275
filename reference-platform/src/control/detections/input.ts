import { z } from 'zod';
import { idSchema, pageQuery } from '../../http/schemas.ts';

/** Body of `detections.create`; without `version`, the one in production or else the latest. */
export const createBody = z.strictObject({
  detectorId: idSchema,
  datasetId: idSchema,
  version: z
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
});

/** Query of `detections.list`. */
export const listQuery = pageQuery.extend({
  detectorId: idSchema.optional(),
  datasetId: idSchema.optional(),
});

const columnName = z.string().min(1).max(10_000);

/** Query of `detections.plot`. */
export const plotQuery = z.strictObject({
  x: columnName,
  y: columnName,
  points: z.int().min(100).max(5_000).default(2_000),
});
