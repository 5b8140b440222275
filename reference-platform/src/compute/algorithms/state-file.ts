import { z } from 'zod';
import { decodeTails, encodeTails, tailFile } from './ecod/file.ts';
import { decodeHalfSpace, encodeHalfSpace, halfSpaceFile } from './half-space-trees/file.ts';
import { decodeForest, encodeForest, forestFile } from './isolation-forest/file.ts';
import { decodeDensity, densityFile, encodeDensity } from './local-outlier-factor/file.ts';
import type { ModelState } from './model.ts';
import { decodeDistances, distanceFile, encodeDistances } from './nearest-neighbours/file.ts';
import { componentFile, decodeComponents, encodeComponents } from './principal-components/file.ts';
import { decodeSeasons, encodeSeasons, seasonFile } from './seasonal-residual/file.ts';

/** What an algorithm has learnt, in a model file. */
export const stateFile = z.discriminatedUnion('algorithm', [
  forestFile,
  z.strictObject({ algorithm: z.literal('robust_zscore') }),
  densityFile,
  distanceFile,
  tailFile,
  componentFile,
  seasonFile,
  halfSpaceFile,
]);
export type StateFile = z.infer<typeof stateFile>;

export function encodeState(state: ModelState): StateFile {
  switch (state.algorithm) {
    case 'isolation_forest':
      return encodeForest(state);
    case 'robust_zscore':
      return { algorithm: state.algorithm };
    case 'local_outlier_factor':
      return encodeDensity(state);
    case 'knn':
      return encodeDistances(state);
    case 'ecod':
      return encodeTails(state);
    case 'pca':
      return encodeComponents(state);
    case 'seasonal_residual':
      return encodeSeasons(state);
    case 'half_space_trees':
      return encodeHalfSpace(state);
  }
}

/** `width`: feature columns of the model. */
export function decodeState(file: StateFile, width: number): ModelState {
  switch (file.algorithm) {
    case 'isolation_forest':
      return decodeForest(file);
    case 'robust_zscore':
      return { algorithm: file.algorithm };
    case 'local_outlier_factor':
      return decodeDensity(file, width);
    case 'knn':
      return decodeDistances(file, width);
    case 'ecod':
      return decodeTails(file);
    case 'pca':
      return decodeComponents(file);
    case 'seasonal_residual':
      return decodeSeasons(file);
    case 'half_space_trees':
      return decodeHalfSpace(file);
  }
}
