import { z } from 'zod';
import { countSchema, creatorSchema, idSchema, instantSchema } from '../common/schemas.ts';

const columnTypeSchema = z.enum(['number', 'string', 'boolean', 'datetime']);
const cellSchema = z.union([z.number(), z.string(), z.boolean(), z.null()]);

export const datasetSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  description: z.string(),
  format: z.enum(['csv', 'jsonl']),
  rowCount: z.int().positive(),
  columns: z
    .array(z.strictObject({ name: z.string().min(1), type: columnTypeSchema, missing: countSchema }))
    .min(1)
    .max(200),
  labelColumn: z.string().nullable(),
  timeColumn: z.string().nullable(),
  sizeBytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 in hex'),
  createdBy: creatorSchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Dataset = z.infer<typeof datasetSchema>;

export const datasetRowSchema = z.strictObject({
  index: countSchema,
  values: z.record(z.string(), cellSchema),
});
export type DatasetRow = z.infer<typeof datasetRowSchema>;

export const validationSchema = z.strictObject({
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
      column: z.string().nullable(),
      count: countSchema,
      detail: z.string().min(1),
    }),
  ),
});
export type Validation = z.infer<typeof validationSchema>;

/** Figures of one column; those that do not apply to its type are null. */
const columnProfileSchema = z.strictObject({
  name: z.string().min(1),
  type: columnTypeSchema,
  missing: countSchema,
  distinct: countSchema,
  min: z.number().nullable(),
  max: z.number().nullable(),
  mean: z.number().nullable(),
  stddev: z.number().nonnegative().nullable(),
  quantiles: z
    .strictObject({
      p01: z.number(),
      p05: z.number(),
      p25: z.number(),
      p50: z.number(),
      p75: z.number(),
      p95: z.number(),
      p99: z.number(),
    })
    .nullable(),
  histogram: z
    .strictObject({ edges: z.array(z.number()).length(21), counts: z.array(countSchema).length(20) })
    .nullable(),
  top: z
    .array(z.strictObject({ value: z.string(), count: z.int().positive() }))
    .max(10)
    .nullable(),
});

export const profileSchema = z.strictObject({
  datasetId: idSchema,
  rowCount: z.int().positive(),
  columns: z.array(columnProfileSchema).min(1),
  correlation: z.strictObject({
    columns: z.array(z.string()),
    matrix: z.array(z.array(z.number().min(-1).max(1))),
  }),
  contamination: z.strictObject({
    estimate: z.number().min(0).max(1),
    method: z.enum(['label', 'robust_zscore']),
  }),
});
export type Profile = z.infer<typeof profileSchema>;
