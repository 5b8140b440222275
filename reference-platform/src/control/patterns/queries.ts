import type { Transaction } from 'kysely';
import { countRows, readPage, type Page, type PageRange } from '../../database/page.ts';
import type { Schema } from '../../database/schema.ts';
import type { Span } from '../events/input.ts';
import { ofPath } from '../rows.ts';
import type { SeenEvent } from './matching.ts';
import type { PatternRow } from './tables.ts';

/** Most patterns that a tenant has: all are looked for in one call. */
export const mostPatterns = 50;

/** Most events that are looked through in one call: the latest of the span. */
export const mostEvents = 10_000;

const patternsOf = (trx: Transaction<Schema>, tenantId: string) =>
  trx.selectFrom('patterns').where('tenant_id', '=', tenantId);

/** The pattern that the path names, for `object.find`. Throws 404 where the tenant has none of this id. */
export const patternOfPath = ofPath((trx, tenantId, id) =>
  patternsOf(trx, tenantId).selectAll().where('id', '=', id),
);

/** How many patterns a tenant has. */
export function countPatterns(trx: Transaction<Schema>, tenantId: string): Promise<number> {
  return countRows(patternsOf(trx, tenantId));
}

const newestFirst = (trx: Transaction<Schema>, tenantId: string) =>
  patternsOf(trx, tenantId).selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc');

/** All patterns of the tenant, newest first. */
export function allPatterns(trx: Transaction<Schema>, tenantId: string): Promise<PatternRow[]> {
  return newestFirst(trx, tenantId).limit(mostPatterns).execute();
}

/** One page of the tenant's patterns, newest first, and how many there are in all. */
export function listPatterns(
  trx: Transaction<Schema>,
  tenantId: string,
  range: PageRange,
): Promise<Page<PatternRow>> {
  return readPage(newestFirst(trx, tenantId), range);
}

/** The tenant's events of a span in order of time; of more than 10,000 the latest, with `truncated`. */
export async function eventsOf(
  trx: Transaction<Schema>,
  tenantId: string,
  { from, to }: Span,
): Promise<{ events: SeenEvent[]; truncated: boolean }> {
  const rows = await trx
    .selectFrom('events')
    .select(['id', 'kind', 'severity', 'source_id', 'entity', 'occurred_at'])
    .where('tenant_id', '=', tenantId)
    .where('occurred_at', '>=', from)
    .where('occurred_at', '<=', to)
    .orderBy('occurred_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostEvents + 1)
    .execute();
  const events = rows
    .slice(0, mostEvents)
    .reverse()
    .map(({ id, kind, severity, source_id: sourceId, entity, occurred_at: at }) => ({
      id,
      kind,
      severity,
      sourceId,
      entity,
      at: at.getTime(),
    }));
  return { events, truncated: rows.length > mostEvents };
}
