import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { Schema } from '../../database/schema.ts';
import type { EventSeverity, EventStatus } from '../../events/event.ts';
import type { Span } from './input.ts';
import type { summarySchema } from './representation.ts';

interface Group {
  status: EventStatus;
  severity: EventSeverity;
  kind: string;
  date: string;
  count: number;
}

const dayMs = 86_400_000;

function datesOf({ from, to }: Span): string[] {
  const first = Math.floor(from.getTime() / dayMs);
  const last = Math.floor(to.getTime() / dayMs);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    new Date((first + index) * dayMs).toISOString().slice(0, 10),
  );
}

function sumBy<Key extends string>(groups: readonly Group[], keyOf: (group: Group) => Key): Map<Key, number> {
  const sums = new Map<Key, number>();
  for (const group of groups) sums.set(keyOf(group), (sums.get(keyOf(group)) ?? 0) + group.count);
  return sums;
}

/** Counts the tenant's events of a span by status, severity and kind, and for each UTC day that the span touches. */
export async function summarise(
  trx: Transaction<Schema>,
  tenantId: string,
  span: Span,
): Promise<z.input<typeof summarySchema>> {
  const { rows } = await sql<Group>`
    select status, severity, kind, to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD') as "date", count(*) as "count"
    from events
    where tenant_id = ${tenantId} and occurred_at between ${span.from} and ${span.to}
    group by 1, 2, 3, 4`.execute(trx);
  const status = sumBy(rows, (group) => group.status);
  const severity = sumBy(rows, (group) => group.severity);
  const day = sumBy(rows, (group) => group.date);
  return {
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    total: rows.reduce((sum, group) => sum + group.count, 0),
    byStatus: {
      open: status.get('open') ?? 0,
      acknowledged: status.get('acknowledged') ?? 0,
      resolved: status.get('resolved') ?? 0,
      ignored: status.get('ignored') ?? 0,
    },
    bySeverity: {
      info: severity.get('info') ?? 0,
      low: severity.get('low') ?? 0,
      medium: severity.get('medium') ?? 0,
      high: severity.get('high') ?? 0,
      critical: severity.get('critical') ?? 0,
    },
    byKind: [...sumBy(rows, (group) => group.kind)]
      .map(([kind, count]) => ({ kind, count }))
      .sort((a, b) => b.count - a.count || a.kind.localeCompare(b.kind, 'en')),
    perDay: datesOf(span).map((date) => ({ date, count: day.get(date) ?? 0 })),
  };
}
