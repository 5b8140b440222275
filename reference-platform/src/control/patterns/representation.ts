import { z } from 'zod';
import { creatorSchema, idSchema, timestampSchema } from '../../http/schemas.ts';
import { patternDefinition } from './definition.ts';
import type { Match } from './matching.ts';
import type { PatternRow } from './tables.ts';

/** A pattern as the API shows it. */
export const patternSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    definition: patternDefinition,
    createdBy: creatorSchema,
    createdAt: timestampSchema,
  })
  .meta({ id: 'Pattern' });

/** Most ids of events that a match lists. */
const mostIds = 100;

const count = z.int().min(0);

/** One place where a pattern fits. */
const matchSchema = z
  .object({
    patternId: idSchema,
    patternName: z.string(),
    type: z.enum(['frequency', 'sequence', 'correlation']),
    startedAt: timestampSchema,
    endedAt: timestampSchema,
    eventCount: count,
    eventIds: z.array(idSchema).max(mostIds),
    statistic: z
      .object({
        windows: count,
        withFirst: count,
        withSecond: count,
        withBoth: count,
        expected: z.number().min(0),
        lift: z.number().min(0),
        pValue: z.number().min(0).max(1),
      })
      .nullable(),
  })
  .meta({ id: 'PatternMatch' });

/** A page of matches, and what they were looked for in. */
export const matchPageSchema = z
  .object({
    items: z.array(matchSchema),
    total: count,
    limit: z.int(),
    offset: z.int(),
    from: timestampSchema,
    to: timestampSchema,
    scannedEvents: count,
    truncated: z.boolean(),
  })
  .meta({ id: 'PatternMatchPage' });

/** A row of `patterns` as the API shows it. */
export function toPattern(row: PatternRow): z.infer<typeof patternSchema> {
  return {
    id: row.id,
    name: row.name,
    definition: row.definition,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
  };
}

/** A match of a pattern as the API shows it. */
export function toMatch(
  pattern: Pick<PatternRow, 'id' | 'name' | 'type'>,
  { events, statistic }: Match,
): z.infer<typeof matchSchema> {
  const instant = (event: { at: number } | undefined) => new Date(event?.at ?? 0).toISOString();
  return {
    patternId: pattern.id,
    patternName: pattern.name,
    type: pattern.type,
    startedAt: instant(events[0]),
    endedAt: instant(events.at(-1)),
    eventCount: events.length,
    eventIds: events.slice(0, mostIds).map(({ id }) => id),
    statistic,
  };
}
