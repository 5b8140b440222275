import { z } from 'zod';
import { countSchema, creatorSchema, idSchema, instantSchema } from '../common/schemas.ts';
import { severitySchema } from '../events/schemas.ts';

const filterSchema = z.strictObject({
  kind: z.string().min(1).optional(),
  minimumSeverity: severitySchema.optional(),
  sourceId: idSchema.optional(),
  entity: z.string().min(1).optional(),
});
export type EventFilter = z.infer<typeof filterSchema>;

const windowSeconds = z.int().positive();

export const definitionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('frequency'),
    filter: filterSchema,
    count: z.int().min(2),
    windowSeconds,
    windowing: z.enum(['sliding', 'tumbling']),
  }),
  z.strictObject({
    type: z.literal('sequence'),
    first: filterSchema,
    then: filterSchema,
    windowSeconds,
  }),
  z.strictObject({
    type: z.literal('correlation'),
    first: filterSchema,
    second: filterSchema,
    windowSeconds,
    significance: z.number().gt(0).max(0.5),
  }),
]);

/** What a pattern looks for, as it is sent: `windowing` and `significance` have defaults. */
export type NewDefinition =
  | {
      type: 'frequency';
      filter: EventFilter;
      count: number;
      windowSeconds: number;
      windowing?: 'sliding' | 'tumbling';
    }
  | { type: 'sequence'; first: EventFilter; then: EventFilter; windowSeconds: number }
  | {
      type: 'correlation';
      first: EventFilter;
      second: EventFilter;
      windowSeconds: number;
      significance?: number;
    };

export const patternSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  definition: definitionSchema,
  createdBy: creatorSchema,
  createdAt: instantSchema,
});
export type Pattern = z.infer<typeof patternSchema>;

export const matchPageSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      patternId: idSchema,
      patternName: z.string().min(1),
      type: z.enum(['frequency', 'sequence', 'correlation']),
      startedAt: instantSchema,
      endedAt: instantSchema,
      eventCount: z.int().positive(),
      eventIds: z.array(idSchema).min(1).max(100),
      statistic: z
        .strictObject({
          windows: z.int().positive(),
          withFirst: z.int().positive(),
          withSecond: z.int().positive(),
          withBoth: z.int().positive(),
          expected: z.number().positive(),
          lift: z.number().gt(1),
          pValue: z.number().min(0).max(1),
        })
        .nullable(),
    }),
  ),
  total: countSchema,
  limit: z.int().min(1).max(200),
  offset: countSchema,
  from: instantSchema,
  to: instantSchema,
  scannedEvents: countSchema,
  /** Whether there were more events than are looked through in one call. */
  truncated: z.boolean(),
});
export type MatchPage = z.infer<typeof matchPageSchema>;
