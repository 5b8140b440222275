import { z } from 'zod';
import { eventSeverities, eventStatuses } from '../../events/event.ts';
import { idSchema, pageQuery } from '../../http/schemas.ts';

/** A kind of event, or of a source, as it is named in snake case. */
export const snakeName = z.string().regex(/^[a-z][a-z_]{0,63}$/, 'A name in snake case');

const time = z.iso.datetime({ offset: true });

/** What narrows events down; times are inclusive. */
const filter = {
  kind: snakeName.optional(),
  severity: z.enum(eventSeverities).optional(),
  status: z.enum(eventStatuses).optional(),
  sourceType: snakeName.optional(),
  sourceId: idSchema.optional(),
  from: time.optional(),
  to: time.optional(),
};

/** Query of `events.list`. */
export const listQuery = pageQuery.extend({
  ...filter,
  sort: z.enum(['occurredAt', '-occurredAt', 'severity', '-severity']).default('-occurredAt'),
});
export type EventQuery = z.output<typeof listQuery>;

const dayMs = 86_400_000;
const mostDays = 366;
const defaultDays = 30;

/** Query of `events.summary`: at most 366 days, without times the last 30. */
export const summaryQuery = z.strictObject({ from: time.optional(), to: time.optional() });

/** A span of time, both ends inclusive. */
export interface Span {
  from: Date;
  to: Date;
}

/** The span that is meant, and what is wrong with it, if anything is: its end before its start, or too long. */
export function spanOf(
  query: z.output<typeof summaryQuery>,
  now: Date,
  limits = { days: mostDays, defaultDays },
): Span & { fault: string | null } {
  const to = query.to === undefined ? now : new Date(query.to);
  const from =
    query.from === undefined ? new Date(to.getTime() - limits.defaultDays * dayMs) : new Date(query.from);
  const length = to.getTime() - from.getTime();
  if (length < 0) return { from, to, fault: 'Must not be after the end of the span' };
  if (length > limits.days * dayMs)
    return { from, to, fault: `The span may be ${limits.days} days long at most` };
  return { from, to, fault: null };
}

/** Body of the changes of an event's state. */
export const transitionBody = z.strictObject({
  note: z
    .string()
    .trim()
    .min(1)
    .max(1_000)
    .refine((text) => !text.includes('\u0000'), 'Must not contain a NUL character')
    .optional(),
});
