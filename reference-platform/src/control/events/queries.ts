import { sql, type Transaction } from 'kysely';
import { eventSeverities } from '../../events/event.ts';
import type { Schema } from '../../database/schema.ts';
import type { LookupContext } from '../../http/declaration.ts';
import { problem } from '../../http/problem.ts';
import type { EventQuery } from './input.ts';
import type { EventRow } from './tables.ts';

/** The event that the path names, for `object.find`. Throws 404 where the tenant has none of this id. */
export async function eventOfPath(context: LookupContext<{ id: string }>): Promise<EventRow> {
  const { tenantId, params } = context;
  const row = await context.tenantTransaction((trx) =>
    trx
      .selectFrom('events')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', '=', params.id)
      .executeTakeFirst(),
  );
  if (row === undefined) throw problem.notFound();
  return row;
}

/** An event of the tenant, locked until the transaction ends. Throws 404 where there is none. */
export async function lockEvent(trx: Transaction<Schema>, tenantId: string, id: string): Promise<EventRow> {
  const row = await trx
    .selectFrom('events')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw problem.notFound();
  return row;
}

const severityRank = sql<number>`array_position(${[...eventSeverities]}::text[], severity)`;

/** One page of the tenant's events, and how many there are in all. Events of one rank come newest first. */
export async function listEvents(
  trx: Transaction<Schema>,
  tenantId: string,
  query: EventQuery,
): Promise<{ rows: EventRow[]; total: number }> {
  const { kind, severity, status, sourceType, sourceId, from, to, sort } = query;
  let selection = trx.selectFrom('events').where('tenant_id', '=', tenantId);
  if (kind !== undefined) selection = selection.where('kind', '=', kind);
  if (severity !== undefined) selection = selection.where('severity', '=', severity);
  if (status !== undefined) selection = selection.where('status', '=', status);
  if (sourceType !== undefined) selection = selection.where('source_type', '=', sourceType);
  if (sourceId !== undefined) selection = selection.where('source_id', '=', sourceId);
  if (from !== undefined) selection = selection.where('occurred_at', '>=', new Date(from));
  if (to !== undefined) selection = selection.where('occurred_at', '<=', new Date(to));

  const { total } = await selection
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const bySeverity = sort === 'severity' || sort === '-severity';
  const oldestFirst = sort === 'occurredAt' ? 'asc' : 'desc';
  const ranked = bySeverity
    ? selection.orderBy(severityRank, sort === 'severity' ? 'asc' : 'desc')
    : selection;
  const rows = await ranked
    .selectAll()
    .orderBy('occurred_at', oldestFirst)
    .orderBy('id', oldestFirst)
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  return { rows, total };
}
