import { z } from 'zod';
import { decodeFloat64, decodeUint32, encodeArray, encodedArray } from '../encoded-array.ts';
import type { DistinctRows } from './distinct-rows.ts';

/** The members of a model file that hold the distinct rows of a training set. */
export const rowsFile = {
  distinctRows: z.int().min(0),
  values: encodedArray,
  occurrences: encodedArray,
};

type RowsFile = z.infer<z.ZodObject<typeof rowsFile>>;

export function encodeRows({ count, values, occurrences }: DistinctRows): RowsFile {
  return { distinctRows: count, values: encodeArray(values), occurrences: encodeArray(occurrences) };
}

export function decodeRows({ distinctRows, values, occurrences }: RowsFile, width: number): DistinctRows {
  return {
    width,
    count: distinctRows,
    values: decodeFloat64(values),
    occurrences: decodeUint32(occurrences),
  };
}
