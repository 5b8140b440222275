import { z } from 'zod';
import { decodeFloat64, decodeInt16, encodeArray, encodedArray } from '../encoded-array.ts';
import type { TailModel } from './tails.ts';

/** What ecod has learnt. */
export interface TailState {
  readonly algorithm: 'ecod';
  readonly tails: TailModel;
}

/** The same in a model file. */
export const tailFile = z.strictObject({
  algorithm: z.literal('ecod'),
  rows: z.int().min(1),
  sorted: encodedArray,
  skewness: encodedArray,
});

export function encodeTails({ algorithm, tails }: TailState): z.infer<typeof tailFile> {
  return {
    algorithm,
    rows: tails.rows,
    sorted: encodeArray(tails.sorted),
    skewness: encodeArray(tails.skewness),
  };
}

export function decodeTails(file: z.infer<typeof tailFile>): TailState {
  return {
    algorithm: file.algorithm,
    tails: {
      rows: file.rows,
      sorted: decodeFloat64(file.sorted),
      skewness: decodeInt16(file.skewness),
    },
  };
}
