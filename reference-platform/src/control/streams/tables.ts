import type { Generated, Selectable } from 'kysely';
import type { HalfSpaceWindowsFile } from '../../compute/streams/protocol.ts';
import type { CreatedBy } from '../../compute/protocol.ts';
import type { Json } from '../detectors/tables.ts';
import type { StreamStatus } from './state.ts';

interface StreamTable {
  id: string;
  tenant_id: string;
  name: string;
  description: string;
  detector_id: string | null;
  features: Json<string[]>;
  threshold: number | null;
  online: boolean;
  online_state: Json<HalfSpaceWindowsFile> | null;
  online_version: number | null;
  status: Generated<StreamStatus>;
  error: string | null;
  status_since: Generated<Date>;
  last_sequence: Generated<number>;
  anomaly_count: Generated<number>;
  duplicate_count: Generated<number>;
  batch_count: Generated<number>;
  created_by: Json<CreatedBy>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface StreamPointTable {
  tenant_id: string;
  stream_id: string;
  sequence: number;
  occurred_at: Date;
  received_at: Date;
  values: (number | null)[];
  score: number;
  anomalous: boolean;
  detector_version: number;
}

interface StreamBatchTable {
  tenant_id: string;
  stream_id: string;
  number: number;
  received_at: Date;
  accepted: number;
  anomalies: number;
  latency_ms: number;
}

/** The tables of the domain streams. */
export interface StreamTables {
  streams: StreamTable;
  stream_points: StreamPointTable;
  stream_batches: StreamBatchTable;
}

/** What is read of a stream but for where half-space trees stand, which is large. */
export const streamColumns = [
  'id',
  'tenant_id',
  'name',
  'description',
  'detector_id',
  'features',
  'threshold',
  'online',
  'status',
  'error',
  'status_since',
  'last_sequence',
  'anomaly_count',
  'duplicate_count',
  'created_by',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof StreamTable)[];

/** One row of `streams`, as far as it is read. */
export type StreamRow = Pick<Selectable<StreamTable>, (typeof streamColumns)[number]>;
/** One row of `stream_points`. */
export type StreamPointRow = Selectable<StreamPointTable>;
