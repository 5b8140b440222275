import { z } from 'zod';
import { STREAM_BATCH_POINTS } from '../../compute/streams/protocol.ts';
import { idSchema, pageQuery } from '../../http/schemas.ts';
import { streamStatuses } from './state.ts';

// PostgreSQL's text holds every character but NUL; half a surrogate pair would become another character.
const withoutNul = (text: string) => !/[\0\p{Cs}]/u.test(text);
const nulDetail = 'Must not contain a NUL character or half a surrogate pair';

const name = z.string().trim().min(1).max(120).refine(withoutNul, nulDetail);
const description = z.string().max(2_000).refine(withoutNul, nulDetail);
const threshold = z.number().min(0).max(1);

/** Body of `streams.create`; without `threshold`, the one of the detector's version. */
export const createBody = z.strictObject({
  name,
  description: description.default(''),
  detectorId: idSchema,
  threshold: threshold.nullable().default(null),
});

/** Body of `streams.update`: what is left out stays; a threshold of null is the detector's again. */
export const updateBody = z.strictObject({
  name: name.optional(),
  description: description.optional(),
  threshold: threshold.nullable().optional(),
});

/** Query of `streams.list`. */
export const listQuery = pageQuery.extend({
  status: z.enum(streamStatuses).optional(),
  detectorId: idSchema.optional(),
  q: z.string().max(200).refine(withoutNul, nulDetail).optional(),
});

/** The number of a point, counted from 1 without gaps. */
const sequence = z.int().min(1);

const isStorableYear = (text: string) => {
  const year = new Date(text).getUTCFullYear();
  return year >= 1 && year <= 9999;
};

/** Body of `streams.ingest`. */
export const ingestBody = z.strictObject({
  points: z
    .array(
      z.strictObject({
        sequence,
        timestamp: z.iso
          .datetime({ offset: true })
          .refine(isStorableYear, 'Must be in the years 1 to 9999, in UTC'),
        values: z.record(z.string(), z.number().nullable()),
      }),
    )
    .min(1)
    .max(STREAM_BATCH_POINTS),
});
export type IngestPoint = z.output<typeof ingestBody>['points'][number];

/** The last sequence that a reader has: what comes after it is wanted. */
const from = z.int().min(0);

/** Query of `streams.points`. */
export const pointsQuery = pageQuery.extend({
  from: from.default(0),
  anomalous: z.boolean().optional(),
  sort: z.enum(['sequence', '-sequence']).default('sequence'),
});

/** Query of the channel `streams.live`; without `from`, what comes after now. */
export const liveQuery = z.strictObject({ from: from.optional() });
