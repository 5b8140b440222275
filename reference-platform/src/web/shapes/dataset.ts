import * as z from 'zod/mini';
import { Creator, Histogram, listOf } from './common.ts';

const ColumnType = z.enum(['number', 'string', 'boolean', 'datetime']);

export const Dataset = z.object({
  id: z.string(),
  name: z.string(),
  description: z.nullable(z.string()),
  format: z.enum(['csv', 'jsonl']),
  rowCount: z.number(),
  columns: z.array(z.object({ name: z.string(), type: ColumnType, missing: z.number() })),
  labelColumn: z.nullable(z.string()),
  timeColumn: z.nullable(z.string()),
  sizeBytes: z.number(),
  sha256: z.string(),
  createdBy: Creator,
  createdAt: z.string(),
});
export type Dataset = z.infer<typeof Dataset>;
export const DatasetList = listOf(Dataset);

const Cell = z.nullable(z.union([z.string(), z.number(), z.boolean()]));
export type Cell = z.infer<typeof Cell>;

export const RowList = listOf(z.object({ index: z.number(), values: z.record(z.string(), Cell) }));

const figure = z.nullable(z.number());
const bound = z.nullable(z.union([z.number(), z.string(), z.boolean()]));

const ColumnProfile = z.object({
  name: z.string(),
  type: ColumnType,
  missing: z.number(),
  distinct: figure,
  min: bound,
  max: bound,
  mean: bound,
  stddev: figure,
  quantiles: z.nullable(z.object({ p50: bound })),
  histogram: z.nullable(Histogram),
  top: z.nullable(
    z.array(z.object({ value: z.union([z.string(), z.number(), z.boolean()]), count: z.number() })),
  ),
});
export type ColumnProfile = z.infer<typeof ColumnProfile>;

/** The statistics of a dataset; a figure that does not apply to a column is null. */
export const Profile = z.object({
  rowCount: z.number(),
  columns: z.array(ColumnProfile),
  correlation: z.object({ columns: z.array(z.string()), matrix: z.array(z.array(figure)) }),
  contamination: z.object({ estimate: figure, method: z.enum(['label', 'robust_zscore']) }),
});
export type Profile = z.infer<typeof Profile>;

const Check = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  column: z.nullable(z.string()),
  count: z.number(),
  detail: z.string(),
});
export type Check = z.infer<typeof Check>;

export const Validation = z.object({ valid: z.boolean(), checks: z.array(Check) });
