import { z } from 'zod';
import { decodeFloat64, encodeArray, encodedArray } from '../encoded-array.ts';
import { decodeRows, encodeRows, rowsFile } from '../neighbour-search/file.ts';
import type { DensityModel } from './factor.ts';

/** What local_outlier_factor has learnt. */
export interface DensityState {
  readonly algorithm: 'local_outlier_factor';
  readonly density: DensityModel;
}

/** The same in a model file. */
export const densityFile = z.strictObject({
  algorithm: z.literal('local_outlier_factor'),
  neighbours: z.int().min(0),
  ...rowsFile,
  kDistance: encodedArray,
  density: encodedArray,
  factor: encodedArray,
});

export function encodeDensity({ algorithm, density }: DensityState): z.infer<typeof densityFile> {
  return {
    algorithm,
    neighbours: density.neighbours,
    ...encodeRows(density.rows),
    kDistance: encodeArray(density.kDistance),
    density: encodeArray(density.density),
    factor: encodeArray(density.factor),
  };
}

export function decodeDensity(file: z.infer<typeof densityFile>, width: number): DensityState {
  return {
    algorithm: file.algorithm,
    density: {
      rows: decodeRows(file, width),
      neighbours: file.neighbours,
      kDistance: decodeFloat64(file.kDistance),
      density: decodeFloat64(file.density),
      factor: decodeFloat64(file.factor),
    },
  };
}
