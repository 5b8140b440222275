import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { LookupContext } from '../../http/declaration.ts';
import { problem } from '../../http/problem.ts';
import type { Span } from '../events/input.ts';
import type { SeenEvent } from './matching.ts';
import type { PatternRow } from './tables.ts';

/** Most patterns that a tenant has: all are looked for in one call. */
export const mostPatterns = 50;

/** Most events that are looked through in one call: the latest of the span. */
export const mostEvents = 10_000;

/** The pattern that the path names, for `object.find`. Throws 404 where the tenant has none of this id. */
export async function patternOfPath(context: LookupContext<{ id: string }>): Promise<PatternRow> {
  const { tenantId, params } = context;
  const row = await context.tenantTransaction((trx) =>
    trx
      .selectFrom('patterns')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', '=', params.id)
      .executeTakeFirst(),
  );
  if (row === undefined) throw problem.notFound();
  return row;
}

/** How many patterns a tenant has. */
export async function countPatterns(trx: Transaction<Schema>, tenantId: string): Promise<number> {
  const { total } = await trx
    .selectFrom('patterns')
    .where('tenant_id', '=', tenantId)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

/** Patterns of the tenant, newest first. */
export async function listPatterns(
  trx: Transaction<Schema>,
  tenantId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<PatternRow[]> {
  return trx
    .selectFrom('patterns')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
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
