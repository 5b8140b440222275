import type { AlgorithmParameters } from '../protocol.ts';
import type { Baseline } from './baseline.ts';
import type { Forest } from './isolation-forest/forest.ts';
import type { DensityModel } from './local-outlier-factor/factor.ts';
import type { Reference } from './reference.ts';

/** What the algorithms have learnt, apart from the baseline that all of them have. */
export type ModelState =
  | { readonly algorithm: 'isolation_forest'; readonly forest: Forest }
  | { readonly algorithm: 'robust_zscore' }
  | { readonly algorithm: 'local_outlier_factor'; readonly density: DensityModel };

/** Everything that is needed to score rows, and how it came about. */
export interface TrainedModel {
  readonly featureColumns: readonly string[];
  readonly parameters: AlgorithmParameters;
  readonly contamination: number;
  readonly seed: number;
  readonly trainedRows: number;
  /** Scores above it are anomalies: the (1 − contamination) quantile of the training scores. */
  readonly threshold: number;
  readonly baseline: Baseline;
  /** Null in models of format version 1, which were trained before it was kept. */
  readonly reference: Reference | null;
  readonly state: ModelState;
}
