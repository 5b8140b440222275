import { z } from 'zod';
import { decodeFloat64, decodeUint32, encodeArray, encodedArray } from '../encoded-array.ts';
import type { DistanceModel } from './distances.ts';

/** What knn has learnt. */
export interface DistanceState {
  readonly algorithm: 'knn';
  readonly distances: DistanceModel;
}

/** The same in a model file. */
export const distanceFile = z.strictObject({
  algorithm: z.literal('knn'),
  neighbours: z.int().min(1),
  distinctRows: z.int().min(0),
  values: encodedArray,
  occurrences: encodedArray,
  own: encodedArray,
});

export function encodeDistances({ algorithm, distances }: DistanceState): z.infer<typeof distanceFile> {
  const { rows, neighbours, own } = distances;
  return {
    algorithm,
    neighbours,
    distinctRows: rows.count,
    values: encodeArray(rows.values),
    occurrences: encodeArray(rows.occurrences),
    own: encodeArray(own),
  };
}

export function decodeDistances(file: z.infer<typeof distanceFile>, width: number): DistanceState {
  return {
    algorithm: file.algorithm,
    distances: {
      rows: {
        width,
        count: file.distinctRows,
        values: decodeFloat64(file.values),
        occurrences: decodeUint32(file.occurrences),
      },
      neighbours: file.neighbours,
      own: decodeFloat64(file.own),
    },
  };
}
