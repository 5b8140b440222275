import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import { readPage, type Page } from '../../database/page.ts';
import type { Schema } from '../../database/schema.ts';
import { findDetector, findVersion, versionInUse } from '../detectors/queries.ts';
import type { DetectorRow, DetectorVersionRow } from '../detectors/tables.ts';
import { locked, ofPath } from '../rows.ts';
import type { listQuery, pointsQuery } from './input.ts';
import { streamColumns, type StreamPointRow, type StreamRow } from './tables.ts';

const streamById = (trx: Transaction<Schema>, tenantId: string, id: string) =>
  trx.selectFrom('streams').select(streamColumns).where('tenant_id', '=', tenantId).where('id', '=', id);

/** A stream of the tenant, or undefined where there is none of this id. */
export async function findStream(
  trx: Transaction<Schema>,
  tenantId: string,
  id: string,
): Promise<StreamRow | undefined> {
  return streamById(trx, tenantId, id).executeTakeFirst();
}

/** The stream that the path names, for `object.find`. Throws 404 where the tenant has none of this id. */
export const streamOfPath = ofPath(streamById);

/** A stream of the tenant, locked against other changes. Throws 404 where there is none of this id. */
export const lockStream = locked(streamById);

/** One page of the tenant's streams, newest first, and how many there are in all. */
export async function listStreams(
  trx: Transaction<Schema>,
  tenantId: string,
  { status, detectorId, q, ...range }: z.output<typeof listQuery>,
): Promise<Page<StreamRow>> {
  let selection = trx.selectFrom('streams').where('tenant_id', '=', tenantId);
  if (status !== undefined) selection = selection.where('status', '=', status);
  if (detectorId !== undefined) selection = selection.where('detector_id', '=', detectorId);
  if (q !== undefined) selection = selection.where(sql<boolean>`strpos(lower(name), lower(${q})) > 0`);
  return readPage(selection.select(streamColumns).orderBy('created_at', 'desc').orderBy('id', 'desc'), range);
}

type PointsQuery = Pick<z.output<typeof pointsQuery>, 'from' | 'anomalous' | 'sort' | 'limit' | 'offset'>;

/** One page of a stream's stored points after `from`, and how many of these there are in all. */
export async function listPoints(
  trx: Transaction<Schema>,
  tenantId: string,
  streamId: string,
  { from, anomalous, sort, ...range }: PointsQuery,
): Promise<Page<StreamPointRow>> {
  let selection = trx
    .selectFrom('stream_points')
    .where('tenant_id', '=', tenantId)
    .where('stream_id', '=', streamId)
    .where('sequence', '>', from);
  if (anomalous !== undefined) selection = selection.where('anomalous', '=', anomalous);
  const direction = sort === 'sequence' ? 'asc' : 'desc';
  return readPage(selection.selectAll().orderBy('sequence', direction), range);
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
