import { z } from 'zod';
import { decodeFloat64, decodeUint32, encodeArray, encodedArray } from './encoded-array.ts';
import type { Reference, ReferenceColumn } from './reference.ts';

const columnSchema = z.strictObject({
  missing: z.int().min(0),
  edges: encodedArray,
  counts: encodedArray,
  sample: encodedArray,
});

/** The reference distributions as a model file holds them. */
export const referenceSchema = z.strictObject({ features: z.array(columnSchema), scores: columnSchema });

/** As `referenceSchema` has it. */
export function encodeReference({ features, scores }: Reference): z.infer<typeof referenceSchema> {
  return { features: features.map(encodeColumn), scores: encodeColumn(scores) };
}

/** Reads what `encodeReference` wrote. */
export function decodeReference({ features, scores }: z.infer<typeof referenceSchema>): Reference {
  return { features: features.map(decodeColumn), scores: decodeColumn(scores) };
}

function encodeColumn({ missing, edges, counts, sample }: ReferenceColumn): z.infer<typeof columnSchema> {
  return {
    missing,
    edges: encodeArray(edges),
    counts: encodeArray(counts),
    sample: encodeArray(sample),
  };
}

function decodeColumn(column: z.infer<typeof columnSchema>): ReferenceColumn {
  return {
    missing: column.missing,
    edges: decodeFloat64(column.edges),
    counts: decodeUint32(column.counts),
    sample: decodeFloat64(column.sample),
  };
}
