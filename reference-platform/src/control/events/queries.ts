import { sql, type Transaction } from 'kysely';
import { readPage, type Page } from '../../database/page.ts';
import type { Schema } from '../../database/schema.ts';
import { eventSeverities } from '../../events/event.ts';
import { locked, ofPath } from '../rows.ts';
import type { EventQuery } from './input.ts';
import type { EventRow } from './tables.ts';

const eventById = (trx: Transaction<Schema>, tenantId: string, id: string) =>
  trx.selectFrom('events').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id);

/** The event that the path names, for `object.find`. Throws 404 where the tenant has none of this id. */
export const eventOfPath = ofPath(eventById);

/** An event of the tenant, locked until the transaction ends. Throws 404 where there is none. */
export const lockEvent = locked(eventById);

const severityRank = sql<number>`array_position(${[...eventSeverities]}::text[], severity)`;

/** One page of the tenant's events, and how many there are in all. Events of one rank come newest first. */
export async function listEvents(
  trx: Transaction<Schema>,
  tenantId: string,
  query: EventQuery,
): Promise<Page<EventRow>> {
  const { kind, severity, status, sourceType, sourceId, from, to, sort } = query;
  let selection = trx.selectFrom('events').where('tenant_id', '=', tenantId);
  if (kind !== undefined) selection = selection.where('kind', '=', kind);
  if (severity !== undefined) selection = selection.where('severity', '=', severity);
  if (status !== undefined) selection = selection.where('status', '=', status);
  if (sourceType !== undefined) selection = selection.where('source_type', '=', sourceType);
  if (sourceId !== undefined) selection = selection.where('source_id', '=', sourceId);
  if (from !== undefined) selection = selection.where('occurred_at', '>=', new Date(from));
  if (to !== undefined) selection = selection.where('occurred_at', '<=', new Date(to));

  const bySeverity = sort === 'severity' || sort === '-severity';
  const oldestFirst = sort === 'occurredAt' ? 'asc' : 'desc';
  const ranked = bySeverity
    ? selection.orderBy(severityRank, sort === 'severity' ? 'asc' : 'desc')
    : selection;
  return readPage(ranked.selectAll().orderBy('occurred_at', oldestFirst).orderBy('id', oldestFirst), query);
}
