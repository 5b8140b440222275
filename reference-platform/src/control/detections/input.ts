import { z } from 'zod';
import { idSchema, pageQuery } from '../../http/schemas.ts';

const areDistinct = (values: readonly string[]) => new Set(values).size === values.length;

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

const ids = z
  .array(idSchema)
  .min(1)
  .max(10)
  .refine(areDistinct, 'Must not name one twice')
  .meta({ uniqueItems: true });

/** Body of `detections.batch`: either pairs, or each detector on each dataset. */
export const batchBody = z
  .strictObject({
    pairs: z
      .array(z.strictObject({ detectorId: idSchema, datasetId: idSchema }))
      .min(1)
      .max(20)
      .optional(),
    detectorIds: ids.optional(),
    datasetIds: ids.optional(),
  })
  .refine(
    ({ pairs, detectorIds, datasetIds }) =>
      pairs === undefined
        ? detectorIds !== undefined && datasetIds !== undefined
        : detectorIds === undefined && datasetIds === undefined,
    'Either pairs, or detectorIds and datasetIds',
  );

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
