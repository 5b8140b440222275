import type { Generated, Selectable } from 'kysely';
import type { CreatedBy, JobPayload, JobResult } from '../../compute/protocol.ts';
import type { Json } from '../detectors/tables.ts';

interface JobTable {
  id: string;
  tenant_id: string;
  kind: JobPayload['kind'];
  status: Generated<'pending' | 'running' | 'completed' | 'failed' | 'cancelled'>;
  progress: Generated<number>;
  detector_id: string | null;
  dataset_id: string | null;
  payload: Json<JobPayload>;
  result: Json<JobResult> | null;
  error: string | null;
  created_by: Json<CreatedBy>;
  created_at: Generated<Date>;
  started_at: Date | null;
  finished_at: Date | null;
  cancel_requested_at: Date | null;
  attempt: Generated<number>;
  claimed_by: number | null;
}

/** The table of the domain jobs: the queue between the planes, and its history. */
export interface JobTables {
  jobs: JobTable;
}

/** One row of `jobs`. */
export type JobRow = Selectable<JobTable>;
