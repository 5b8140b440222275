import type { AlgorithmParameters } from '../protocol.ts';
import type { Baseline } from './baseline.ts';
import type { TailState } from './ecod/file.ts';
import type { HalfSpaceState } from './half-space-trees/file.ts';
import type { ForestState } from './isolation-forest/file.ts';
import type { DensityState } from './local-outlier-factor/file.ts';
import type { DistanceState } from './nearest-neighbours/file.ts';
import type { ComponentState } from './principal-components/file.ts';
import type { Reference } from './reference.ts';
import type { SeasonState } from './seasonal-residual/file.ts';

/** What the algorithms have learnt, apart from the baseline that all of them have. */
export type ModelState =
  | ForestState
  | { readonly algorithm: 'robust_zscore' }
  | DensityState
  | DistanceState
  | TailState
  | ComponentState
  | SeasonState
  | HalfSpaceState;

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
