import type { Generated, Selectable } from 'kysely';
import type { Candidate, CandidateOutcome, CreatedBy, ExperimentComparison } from '../../compute/protocol.ts';
import type { Json } from '../detectors/tables.ts';

/** A candidate as it is kept: what is measured, and how the user calls it. */
export interface NamedCandidate extends Candidate {
  readonly name: string;
}

interface ExperimentTable {
  id: string;
  tenant_id: string;
  name: string;
  description: string;
  dataset_id: string | null;
  holdout: number;
  seed: number;
  candidates: Json<NamedCandidate[]>;
  status: Generated<'draft' | 'running' | 'completed' | 'failed' | 'cancelled'>;
  job_id: string | null;
  error: string | null;
  comparison: Json<ExperimentComparison> | null;
  created_by: Json<CreatedBy>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  started_at: Date | null;
  finished_at: Date | null;
}

interface ExperimentResultTable {
  tenant_id: string;
  experiment_id: string;
  position: number;
  status: Generated<'pending' | 'running' | 'completed' | 'failed' | 'cancelled'>;
  outcome: Json<CandidateOutcome> | null;
  error: string | null;
}

/** The tables of the domain experiments. */
export interface ExperimentTables {
  experiments: ExperimentTable;
  experiment_results: ExperimentResultTable;
}

/** One row of `experiments`. */
export type ExperimentRow = Selectable<ExperimentTable>;
/** One row of `experiment_results`. */
export type ExperimentResultRow = Selectable<ExperimentResultTable>;
