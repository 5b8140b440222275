import { z } from 'zod';
import { decodeFloat64, decodeInt16, decodeInt32, encodeArray, encodedArray } from '../encoded-array.ts';
import type { Forest } from './forest.ts';

/** What isolation_forest has learnt. */
export interface ForestState {
  readonly algorithm: 'isolation_forest';
  readonly forest: Forest;
}

/** The same in a model file. */
export const forestFile = z.strictObject({
  algorithm: z.literal('isolation_forest'),
  sampleSize: z.int().min(0),
  roots: encodedArray,
  column: encodedArray,
  cut: encodedArray,
  right: encodedArray,
});

export function encodeForest({ algorithm, forest }: ForestState): z.infer<typeof forestFile> {
  return {
    algorithm,
    sampleSize: forest.sampleSize,
    roots: encodeArray(forest.roots),
    column: encodeArray(forest.column),
    cut: encodeArray(forest.cut),
    right: encodeArray(forest.right),
  };
}

export function decodeForest(file: z.infer<typeof forestFile>): ForestState {
  return {
    algorithm: file.algorithm,
    forest: {
      sampleSize: file.sampleSize,
      roots: decodeInt32(file.roots),
      column: decodeInt16(file.column),
      cut: decodeFloat64(file.cut),
      right: decodeInt32(file.right),
    },
  };
}
