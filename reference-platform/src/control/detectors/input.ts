import { z } from 'zod';
import { algorithmId } from '../../compute/protocol.ts';
import { idSchema, pageQuery } from '../../http/schemas.ts';

// PostgreSQL's text holds every character but NUL; half a surrogate pair would become another character.
const withoutNul = (text: string) => !/[\0\p{Cs}]/u.test(text);
const nulDetail = 'Must not contain a NUL character or half a surrogate pair';

/** Name of a thing that a user makes. */
export const name = z.string().trim().min(1).max(120).refine(withoutNul, nulDetail);
/** Free text about it. */
export const description = z.string().max(2_000).refine(withoutNul, nulDetail);
/** Share of rows that are taken for anomalies. */
export const contamination = z.number().gt(0).max(0.5);
/** Parameters of an algorithm by name; their ranges are the catalogue's. */
export const parameters = z.record(z.string(), z.union([z.number(), z.string()]));
/** Seed of what is drawn at random. */
export const seed = z
  .int()
  .min(0)
  .max(2 ** 31 - 1)
  .default(42);
const columnName = z.string().min(1).max(10_000);
const columns = z.array(columnName).min(1).max(200);

/** Body of `detectors.create`. */
export const createBody = z.strictObject({
  name,
  description: description.default(''),
  algorithm: algorithmId,
  parameters: parameters.default({}),
  contamination: contamination.default(0.05),
  seed,
});

/** Body of `detectors.update`: what is left out stays, single parameters too. */
export const updateBody = z.strictObject({
  name: name.optional(),
  description: description.optional(),
  parameters: parameters.optional(),
  contamination: contamination.optional(),
});

/** Body of `detectors.train`. */
export const trainBody = z.strictObject({ datasetId: idSchema, columns: columns.optional() });

/** Body of `detectors.predict`. */
export const predictBody = z.strictObject({
  rows: z.array(z.array(z.number().nullable()).max(200)).min(1).max(10_000),
  columns: columns.optional(),
  version: z
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
});

/** Query of `detectors.list`. */
export const listQuery = pageQuery.extend({
  algorithm: algorithmId.optional(),
  status: z.enum(['untrained', 'training', 'ready', 'failed']).optional(),
  q: z.string().max(200).refine(withoutNul, nulDetail).optional(),
  sort: z.enum(['createdAt', '-createdAt', 'name', '-name']).default('-createdAt'),
});
