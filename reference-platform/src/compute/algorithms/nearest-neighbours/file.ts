import { z } from 'zod';
import { decodeFloat64, encodeArray, encodedArray } from '../encoded-array.ts';
import { decodeRows, encodeRows, rowsFile } from '../neighbour-search/file.ts';
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
  ...rowsFile,
  own: encodedArray,
});

export function encodeDistances({ algorithm, distances }: DistanceState): z.infer<typeof distanceFile> {
  const { rows, neighbours, own } = distances;
  return {
    algorithm,
    neighbours,
    ...encodeRows(rows),
    own: encodeArray(own),
  };
}

export function decodeDistances(file: z.infer<typeof distanceFile>, width: number): DistanceState {
  return {
    algorithm: file.algorithm,
    distances: {
      rows: decodeRows(file, width),
      neighbours: file.neighbours,
      own: decodeFloat64(file.own),
    },
  };
}
