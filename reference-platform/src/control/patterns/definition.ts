import { z } from 'zod';
import { eventSeverities } from '../../events/event.ts';

/** The name of a kind of event. */
export const kindSchema = z.string().regex(/^[a-z][a-z_]{0,63}$/, 'A kind of event in snake case');

const windowSeconds = z
  .int()
  .min(1)
  .max(7 * 86_400);

/** Which events a part of a pattern is about: those that fit everything that is said. */
export const eventFilter = z.strictObject({
  kind: kindSchema.optional(),
  minimumSeverity: z.enum(eventSeverities).optional(),
  sourceId: z.uuid().optional(),
  entity: z.string().min(1).max(200).optional(),
});
export type EventFilter = z.output<typeof eventFilter>;

/** At least `count` events of the filter within the window. */
export const frequencyDefinition = z.strictObject({
  type: z.literal('frequency'),
  filter: eventFilter,
  count: z.int().min(2).max(1_000),
  windowSeconds,
  /** `sliding`: windows begin at events. `tumbling`: windows stand side by side since 1970. */
  windowing: z.enum(['sliding', 'tumbling']).default('sliding'),
});

/** An event of `first` and later, within the window, one of `then`. */
export const sequenceDefinition = z.strictObject({
  type: z.literal('sequence'),
  first: eventFilter,
  then: eventFilter,
  windowSeconds,
});

/** Two kinds of event that share windows more often than they would by chance. */
export const correlationDefinition = z.strictObject({
  type: z.literal('correlation'),
  kinds: z.tuple([kindSchema, kindSchema]),
  windowSeconds,
  /** The greatest probability of chance that still counts as a match. */
  significance: z.number().gt(0).max(0.5).default(0.05),
});

/** What a pattern looks for. */
export const patternDefinition = z.discriminatedUnion('type', [
  frequencyDefinition,
  sequenceDefinition,
  correlationDefinition,
]);
export type PatternDefinition = z.output<typeof patternDefinition>;
