import * as z from 'zod/mini';
import { Creator, listOf } from './common.ts';

const Severity = z.enum(['info', 'low', 'medium', 'high', 'critical']);
export type Severity = z.infer<typeof Severity>;

const EventStatus = z.enum(['open', 'acknowledged', 'resolved', 'ignored']);
export type EventStatus = z.infer<typeof EventStatus>;

export const Event = z.object({
  id: z.string(),
  kind: z.string(),
  severity: Severity,
  status: EventStatus,
  title: z.string(),
  source: z.object({ type: z.string(), id: z.string() }),
  entity: z.nullable(z.string()),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  history: z.array(
    z.object({ status: EventStatus, note: z.nullable(z.string()), by: Creator, at: z.string() }),
  ),
  occurredAt: z.string(),
});
export type Event = z.infer<typeof Event>;
export const EventList = listOf(Event);

export const EventSummary = z.object({
  total: z.number(),
  byStatus: z.object({
    open: z.number(),
    acknowledged: z.number(),
    resolved: z.number(),
    ignored: z.number(),
  }),
});
