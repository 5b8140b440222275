import { z } from 'zod';
import { halfSpaceWindowsFile } from '../algorithms/half-space-trees/stream.ts';

export type { HalfSpaceWindowsFile } from '../algorithms/half-space-trees/stream.ts';

/** Most points of a stream that are scored in one call. */
export const STREAM_BATCH_POINTS = 1_000;

/**
 * `POST /boundary/v1/stream-scores`: rows in the order of the version's feature columns, null is missing. No rows ask
 * whether the version can score at all. `state` is where half-space trees stand, null at their beginning and for all
 * others.
 */
export const streamScoresRequest = z.strictObject({
  detectorId: z.uuid(),
  version: z.int().min(1),
  rows: z.array(z.array(z.number().nullable())).max(STREAM_BATCH_POINTS),
  state: halfSpaceWindowsFile.nullable(),
});
export type StreamScoresRequest = z.infer<typeof streamScoresRequest>;

/** Scores 0..1 in the order of the rows, the version's threshold, and where half-space trees stand after them. */
export const streamScoresResponse = z.strictObject({
  threshold: z.number(),
  scores: z.array(z.number().min(0).max(1)),
  state: halfSpaceWindowsFile.nullable(),
});
export type StreamScoresResponse = z.infer<typeof streamScoresResponse>;
