import { z } from 'zod';

const parameterBase = { name: z.string().min(1), description: z.string().min(1) };
const numericParameter = { ...parameterBase, minimum: z.number(), maximum: z.number(), default: z.number() };

export const algorithmNameSchema = z.enum([
  'isolation_forest',
  'robust_zscore',
  'local_outlier_factor',
  'knn',
  'ecod',
  'pca',
  'seasonal_residual',
  'half_space_trees',
]);
export type AlgorithmName = z.infer<typeof algorithmNameSchema>;

export const algorithmSchema = z.strictObject({
  id: algorithmNameSchema,
  name: z.string().min(1),
  description: z.string().min(1),
  kind: z.enum(['tabular', 'time_series', 'stream']),
  parameters: z.array(
    z.discriminatedUnion('type', [
      z.strictObject({ ...numericParameter, type: z.literal('integer') }),
      z.strictObject({ ...numericParameter, type: z.literal('number') }),
      z.strictObject({
        ...parameterBase,
        type: z.literal('enum'),
        values: z.array(z.string()).min(1),
        default: z.string(),
      }),
    ]),
  ),
});
export type Algorithm = z.infer<typeof algorithmSchema>;
