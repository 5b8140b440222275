import { z } from 'zod';
import type { AlgorithmParameters } from '../protocol.ts';

/** The parameters of each algorithm as it reads them; ranges are control's business (the catalogue). */
const isolationForest = z.strictObject({ trees: z.int().min(1), sampleSize: z.int().min(1) });
const robustZscore = z.strictObject({ aggregation: z.enum(['max', 'mean']) });
const localOutlierFactor = z.strictObject({ neighbours: z.int().min(1) });
const knn = z.strictObject({
  neighbours: z.int().min(1),
  aggregation: z.enum(['largest', 'mean', 'median']),
});
const pca = z.strictObject({ components: z.int().min(0), weighting: z.enum(['variance', 'none']) });
const seasonalResidual = z.strictObject({ period: z.int().min(0) });
const halfSpaceTrees = z.strictObject({
  trees: z.int().min(1),
  depth: z.int().min(1).max(15),
  windowSize: z.int().min(1).max(10_000),
});

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

/** Throws a ZodError where a parameter is missing, unknown or of the wrong type. */
export function knnParameters(parameters: AlgorithmParameters): z.infer<typeof knn> {
  return knn.parse(parameters);
}

/** Throws a ZodError where a parameter is missing, unknown or of the wrong type. */
export function pcaParameters(parameters: AlgorithmParameters): z.infer<typeof pca> {
  return pca.parse(parameters);
}

/** Throws a ZodError where a parameter is missing, unknown or of the wrong type. */
export function seasonalResidualParameters(
  parameters: AlgorithmParameters,
): z.infer<typeof seasonalResidual> {
  return seasonalResidual.parse(parameters);
}

/** Throws a ZodError where a parameter is missing, unknown or of the wrong type. */
export function halfSpaceTreesParameters(parameters: AlgorithmParameters): z.infer<typeof halfSpaceTrees> {
  return halfSpaceTrees.parse(parameters);
}
