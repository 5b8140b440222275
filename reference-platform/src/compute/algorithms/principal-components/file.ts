import { z } from 'zod';
import { decodeFloat64, encodeArray, encodedArray } from '../encoded-array.ts';
import type { ComponentModel } from './components.ts';

/** What pca has learnt. */
export interface ComponentState {
  readonly algorithm: 'pca';
  readonly components: ComponentModel;
}

/** The same in a model file. */
export const componentFile = z.strictObject({
  algorithm: z.literal('pca'),
  means: encodedArray,
  deviations: encodedArray,
  vectors: encodedArray,
  weights: encodedArray,
});

export function encodeComponents({ algorithm, components }: ComponentState): z.infer<typeof componentFile> {
  return {
    algorithm,
    means: encodeArray(components.columns.means),
    deviations: encodeArray(components.columns.deviations),
    vectors: encodeArray(components.vectors),
    weights: encodeArray(components.weights),
  };
}

export function decodeComponents(file: z.infer<typeof componentFile>): ComponentState {
  return {
    algorithm: file.algorithm,
    components: {
      columns: { means: decodeFloat64(file.means), deviations: decodeFloat64(file.deviations) },
      vectors: decodeFloat64(file.vectors),
      weights: decodeFloat64(file.weights),
    },
  };
}
