import { z } from 'zod';
import { countSchema, creatorSchema, idSchema, instantSchema } from '../common/schemas.ts';

export const severitySchema = z.enum(['info', 'low', 'medium', 'high', 'critical']);
export type Severity = z.infer<typeof severitySchema>;

export const eventStatusSchema = z.enum(['open', 'acknowledged', 'resolved', 'ignored']);
export type EventStatus = z.infer<typeof eventStatusSchema>;

const nameSchema = z.string().regex(/^[a-z][a-z_]{0,63}$/);

export const eventSchema = z.strictObject({
  id: idSchema,
  kind: nameSchema,
  severity: severitySchema,
  status: eventStatusSchema,
  title: z.string().min(1).max(300),
  source: z.strictObject({ type: nameSchema, id: idSchema }),
  entity: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  history: z
    .array(
      z.strictObject({
        status: eventStatusSchema.exclude(['open']),
        note: z.string().nullable(),
        by: creatorSchema,
        at: instantSchema,
      }),
    )
    .max(2),
  occurredAt: instantSchema,
  createdAt: instantSchema,
});
export type Event = z.infer<typeof eventSchema>;

export const eventSummarySchema = z.strictObject({
  from: instantSchema,
  to: instantSchema,
  total: countSchema,
  byStatus: z.strictObject({
    open: countSchema,
    acknowledged: countSchema,
    resolved: countSchema,
    ignored: countSchema,
  }),
  bySeverity: z.strictObject({
    info: countSchema,
    low: countSchema,
    medium: countSchema,
    high: countSchema,
    critical: countSchema,
  }),
  byKind: z.array(z.strictObject({ kind: nameSchema, count: countSchema })),
  /** One item for each UTC day of the span, also where nothing happened. */
  perDay: z.array(z.strictObject({ date: z.iso.date(), count: countSchema })).min(1),
});
export type EventSummary = z.infer<typeof eventSummarySchema>;
