import { z } from 'zod';
import { eventSeverities, eventStatuses } from '../../events/event.ts';
import { creatorSchema, idSchema, timestampSchema } from '../../http/schemas.ts';
import type { EventRow } from './tables.ts';

const severitySchema = z.enum(eventSeverities);
const statusSchema = z.enum(eventStatuses);

/** An event as the API shows it. */
export const eventSchema = z
  .object({
    id: idSchema,
    kind: z.string(),
    severity: severitySchema,
    status: statusSchema,
    title: z.string(),
    source: z.object({ type: z.string(), id: idSchema }),
    entity: z.string().nullable(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    history: z.array(
      z.object({
        status: statusSchema.exclude(['open']),
        note: z.string().nullable(),
        by: creatorSchema,
        at: timestampSchema,
      }),
    ),
    occurredAt: timestampSchema,
    createdAt: timestampSchema,
  })
  .meta({ id: 'Event' });

const count = z.int().min(0);

/** Counts of the events of a span. */
export const summarySchema = z
  .object({
    from: timestampSchema,
    to: timestampSchema,
    total: count,
    byStatus: z.object({ open: count, acknowledged: count, resolved: count, ignored: count }),
    bySeverity: z.object({ info: count, low: count, medium: count, high: count, critical: count }),
    byKind: z.array(z.object({ kind: z.string(), count })),
    perDay: z.array(z.object({ date: z.iso.date(), count })),
  })
  .meta({ id: 'EventSummary' });

/** A row of `events` as the API shows it. */
export function toEvent(row: EventRow): z.infer<typeof eventSchema> {
  return {
    id: row.id,
    kind: row.kind,
    severity: row.severity,
    status: row.status,
    title: row.title,
    source: { type: row.source_type, id: row.source_id },
    entity: row.entity,
    details: row.details,
    history: row.history,
    occurredAt: row.occurred_at.toISOString(),
    createdAt: row.created_at.toISOString(),
  };
}
