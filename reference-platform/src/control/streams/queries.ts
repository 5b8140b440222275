import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { Schema } from '../../database/schema.ts';
import { problem } from '../../http/problem.ts';
import { findDetector, findVersion, versionInUse } from '../detectors/queries.ts';
import type { DetectorRow, DetectorVersionRow } from '../detectors/tables.ts';
import type { listQuery, pointsQuery } from './input.ts';
import { streamColumns, type StreamPointRow, type StreamRow } from './tables.ts';

/** A stream of the tenant, or undefined where there is none of this id. */
export async function findStream(
  trx: Transaction<Schema>,
  tenantId: string,
  id: string,
): Promise<StreamRow | undefined> {
  return trx
    .selectFrom('streams')
    .select(streamColumns)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** As `findStream`, but locks the row against other changes and throws 404 where there is none. */
export async function lockStream(trx: Transaction<Schema>, tenantId: string, id: string): Promise<StreamRow> {
  const row = await trx
    .selectFrom('streams')
    .select(streamColumns)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw problem.notFound();
  return row;
}

/** One page of the tenant's streams, newest first, and how many there are in all. */
export async function listStreams(
  trx: Transaction<Schema>,
  tenantId: string,
  { status, detectorId, q, limit, offset }: z.output<typeof listQuery>,
): Promise<{ rows: StreamRow[]; total: number }> {
  let selection = trx.selectFrom('streams').where('tenant_id', '=', tenantId);
  if (status !== undefined) selection = selection.where('status', '=', status);
  if (detectorId !== undefined) selection = selection.where('detector_id', '=', detectorId);
  if (q !== undefined) selection = selection.where(sql<boolean>`strpos(lower(name), lower(${q})) > 0`);
  const { total } = await selection
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await selection
    .select(streamColumns)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows, total };
}

type PointsQuery = Pick<z.output<typeof pointsQuery>, 'from' | 'anomalous' | 'sort' | 'limit' | 'offset'>;

/** One page of a stream's stored points after `from`, and how many of these there are in all. */
export async function listPoints(
  trx: Transaction<Schema>,
  tenantId: string,
  streamId: string,
  { from, anomalous, sort, limit, offset }: PointsQuery,
): Promise<{ rows: StreamPointRow[]; total: number }> {
  let selection = trx
    .selectFrom('stream_points')
    .where('tenant_id', '=', tenantId)
    .where('stream_id', '=', streamId)
    .where('sequence', '>', from);
  if (anomalous !== undefined) selection = selection.where('anomalous', '=', anomalous);
  const { total } = await selection
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await selection
    .selectAll()
    .orderBy('sequence', sort === 'sequence' ? 'asc' : 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows, total };
}

/** The oldest points of a stream after `from`, at most `limit`, ascending. */
export async function pointsAfter(
  trx: Transaction<Schema>,
  tenantId: string,
  streamId: string,
  { from, limit }: { from: number; limit: number },
): Promise<StreamPointRow[]> {
  return trx
    .selectFrom('stream_points')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('stream_id', '=', streamId)
    .where('sequence', '>', from)
    .orderBy('sequence')
    .limit(limit)
    .execute();
}

/** The detector of a stream, and the version of it that scores now: the one in production, or else the latest. */
export async function scoringVersion(
  trx: Transaction<Schema>,
  tenantId: string,
  detectorId: string,
): Promise<{ detector: DetectorRow; version: DetectorVersionRow } | undefined> {
  const detector = await findDetector(trx, tenantId, detectorId);
  const inUse = detector && versionInUse(detector);
  if (detector === undefined || inUse === null || inUse === undefined) return undefined;
  const version = await findVersion(trx, tenantId, detectorId, inUse);
  return version && { detector, version };
}
