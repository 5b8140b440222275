import type { Generated, Selectable } from 'kysely';
import type {
  AlgorithmId,
  AlgorithmParameters,
  CandidateOutcome,
  CreatedBy,
  RankingMetric,
} from '../../compute/protocol.ts';
import type { Json } from '../detectors/tables.ts';

interface AutomlRunTable {
  id: string;
  tenant_id: string;
  name: string;
  dataset_id: string | null;
  metric: RankingMetric;
  algorithms: Json<AlgorithmId[]>;
  feature_columns: Json<string[]>;
  trial_budget: number;
  seconds_budget: number;
  seed: number;
  status: Generated<'pending' | 'running' | 'completed' | 'failed' | 'cancelled'>;
  stopped_by: 'trials' | 'seconds' | 'space' | null;
  job_id: string;
  error: string | null;
  best_position: number | null;
  detector_id: string | null;
  created_by: Json<CreatedBy>;
  created_at: Generated<Date>;
  started_at: Date | null;
  finished_at: Date | null;
}

interface AutomlTrialTable {
  tenant_id: string;
  run_id: string;
  position: number;
  algorithm: AlgorithmId;
  parameters: Json<AlgorithmParameters>;
  status: 'completed' | 'failed';
  outcome: Json<CandidateOutcome> | null;
  value: number | null;
  error: string | null;
}

/** The tables of the domain AutoML. */
export interface AutomlTables {
  automl_runs: AutomlRunTable;
  automl_trials: AutomlTrialTable;
}

/** One row of `automl_runs`. */
export type AutomlRunRow = Selectable<AutomlRunTable>;
/** One row of `automl_trials`. */
export type AutomlTrialRow = Selectable<AutomlTrialTable>;
