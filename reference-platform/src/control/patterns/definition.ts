import { z } from 'zod';
import { eventSeverities } from '../../events/event.ts';
import { snakeName } from '../events/input.ts';

const windowSeconds = z
  .int()
  .min(1)
  .max(7 * 86_400);

/** Which events a part of a pattern is about: those that fit everything that is said. */
const eventFilter = z.strictObject({
  kind: snakeName.optional(),
  minimumSeverity: z.enum(eventSeverities).optional(),
  sourceId: z.uuid().optional(),
  entity: z
    .string()
    .min(1)
    .max(200)
    .refine((text) => !text.includes('\u0000'), 'Must not contain a NUL character')
    .optional(),
});
/** The checked filter of a part of a pattern. */
export type EventFilter = z.output<typeof eventFilter>;

/** At least `count` events of the filter within the window. */
const frequencyDefinition = z.strictObject({
  type: z.literal('frequency'),
  filter: eventFilter,
  count: z.int().min(2).max(1_000),
  windowSeconds,
  /** `sliding`: windows begin at events. `tumbling`: windows stand side by side since 1970. */
  windowing: z.enum(['sliding', 'tumbling']).default('sliding'),
});

/** An event of `first` and later, within the window, one of `then`. */
const sequenceDefinition = z.strictObject({
  type: z.literal('sequence'),
  first: eventFilter,
  then: eventFilter,
  windowSeconds,
});

/** Two sets of events that share tumbling windows more often than they would by chance. */
const correlationDefinition = z.strictObject({
  type: z.literal('correlation'),
  first: eventFilter,
  second: eventFilter,
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

/** A pattern of one type. */
export type PatternOf<Type extends PatternDefinition['type']> = Extract<PatternDefinition, { type: Type }>;
