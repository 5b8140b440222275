import { sql, type Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { HalfSpaceWindowsFile } from '../../compute/streams/protocol.ts';
import type { StreamPointRow, StreamRow } from './tables.ts';

/** The newest points of a stream that are kept, and the newest batches. */
const keptPoints = 100_000;
const keptBatches = 1_000;

/** A scored point on its way to the database and to those who watch. */
export type ScoredPoint = Omit<StreamPointRow, 'tenant_id' | 'stream_id'>;

/** A scored batch, of points that are all new. */
export interface ScoredBatch {
  points: readonly ScoredPoint[];
  duplicates: number;
  receivedAt: Date;
  /** Since the batch arrived, in milliseconds. */
  elapsedMs(): number;
  online: { state: HalfSpaceWindowsFile; version: number } | null;
}

async function insertPoints(
  trx: Transaction<Schema>,
  stream: StreamRow,
  points: readonly ScoredPoint[],
): Promise<void> {
  // One parameter whatever the size of the batch: PostgreSQL takes 65,535 at most.
  const rows = JSON.stringify(points);
  await sql`
    insert into stream_points (tenant_id, stream_id, sequence, occurred_at, received_at, values, score, anomalous,
      detector_version)
    select ${stream.tenant_id}, ${stream.id}, sequence, occurred_at, received_at, values, score, anomalous,
      detector_version
    from jsonb_to_recordset(${rows}::jsonb) as point (sequence bigint, occurred_at timestamptz,
      received_at timestamptz, "values" double precision[], score double precision, anomalous boolean,
      detector_version integer)`.execute(trx);
}

/** Stores a batch on a stream whose row is locked, and lets go of what is older than is kept. Returns the last sequence. */
export async function storeBatch(
  trx: Transaction<Schema>,
  stream: StreamRow,
  batch: ScoredBatch,
): Promise<number> {
  const { points, duplicates, online } = batch;
  const lastSequence = points.at(-1)?.sequence ?? stream.last_sequence;
  const anomalies = points.filter(({ anomalous }) => anomalous).length;
  if (points.length > 0) await insertPoints(trx, stream, points);
  const { batch_count: number } = await trx
    .updateTable('streams')
    .set((eb) => ({
      last_sequence: lastSequence,
      anomaly_count: eb('anomaly_count', '+', anomalies),
      duplicate_count: eb('duplicate_count', '+', duplicates),
      batch_count: eb('batch_count', '+', points.length > 0 ? 1 : 0),
      ...(online ? { online_state: JSON.stringify(online.state), online_version: online.version } : {}),
    }))
    .where('tenant_id', '=', stream.tenant_id)
    .where('id', '=', stream.id)
    .returning('batch_count')
    .executeTakeFirstOrThrow();
  if (points.length === 0) return lastSequence;

  const ofStream = { tenant_id: stream.tenant_id, stream_id: stream.id };
  await trx
    .deleteFrom('stream_points')
    .where('tenant_id', '=', stream.tenant_id)
    .where('stream_id', '=', stream.id)
    .where('sequence', '<=', lastSequence - keptPoints)
    .execute();
  await trx
    .deleteFrom('stream_batches')
    .where('tenant_id', '=', stream.tenant_id)
    .where('stream_id', '=', stream.id)
    .where('number', '<=', number - keptBatches)
    .execute();
  await trx
    .insertInto('stream_batches')
    .values({
      ...ofStream,
      number,
      received_at: batch.receivedAt,
      accepted: points.length,
      anomalies,
      latency_ms: batch.elapsedMs(),
    })
    .execute();
  return lastSequence;
}
