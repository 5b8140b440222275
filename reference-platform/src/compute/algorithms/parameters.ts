import { z } from 'zod';
import type { AlgorithmParameters } from '../protocol.ts';

/** The parameters of each algorithm as it reads them; ranges are control's business (the catalogue). */
const isolationForest = z.strictObject({ trees: z.int().min(1), sampleSize: z.int().min(1) });
const robustZscore = z.strictObject({ aggregation: z.enum(['max', 'mean']) });
const localOutlierFactor = z.strictObject({ neighbours: z.int().min(1) });

/** Throws a ZodError where a parameter is missing, unknown or of the wrong type. */
export function isolationForestParameters(parameters: AlgorithmParameters): z.infer<typeof isolationForest> {
  return isolationForest.parse(parameters);
}

/** Throws a ZodError where a parameter is missing, unknown or of the wrong type. */
export function robustZscoreParameters(parameters: AlgorithmParameters): z.infer<typeof robustZscore> {
  return robustZscore.parse(parameters);
}

/** Throws a ZodError where a parameter is missing, unknown or of the wrong type. */
export function localOutlierFactorParameters(
  parameters: AlgorithmParameters,
): z.infer<typeof localOutlierFactor> {
  return localOutlierFactor.parse(parameters);
}
