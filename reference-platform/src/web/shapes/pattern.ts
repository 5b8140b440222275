import * as z from 'zod/mini';
import { Creator, listOf } from './common.ts';

const Filter = z.object({
  kind: z.optional(z.string()),
  minimumSeverity: z.optional(z.string()),
  sourceId: z.optional(z.string()),
  entity: z.optional(z.string()),
});
export type Filter = z.infer<typeof Filter>;

const Definition = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('frequency'),
    filter: Filter,
    count: z.number(),
    windowSeconds: z.number(),
    windowing: z.enum(['sliding', 'tumbling']),
  }),
  z.object({ type: z.literal('sequence'), first: Filter, then: Filter, windowSeconds: z.number() }),
  z.object({
    type: z.literal('correlation'),
    first: Filter,
    second: Filter,
    windowSeconds: z.number(),
    significance: z.number(),
  }),
]);
export type Definition = z.infer<typeof Definition>;

export const Pattern = z.object({
  id: z.string(),
  name: z.string(),
  definition: Definition,
  createdBy: Creator,
  createdAt: z.string(),
});
export type Pattern = z.infer<typeof Pattern>;
export const PatternList = listOf(Pattern);

const Match = z.object({
  patternId: z.string(),
  patternName: z.string(),
  type: z.enum(['frequency', 'sequence', 'correlation']),
  startedAt: z.string(),
  endedAt: z.string(),
  eventCount: z.number(),
  eventIds: z.array(z.string()),
  statistic: z.nullable(z.object({ lift: z.number(), pValue: z.number() })),
});
export type Match = z.infer<typeof Match>;
export const MatchPage = z.object({
  items: z.array(Match),
  total: z.number(),
  scannedEvents: z.number(),
  truncated: z.boolean(),
});
export type Matched = z.infer<typeof MatchPage>;
