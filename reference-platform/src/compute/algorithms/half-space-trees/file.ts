import { z } from 'zod';
import { decodeFloat64, decodeInt16, encodeArray, encodedArray } from '../encoded-array.ts';
import { decodeWindows, encodeWindows, halfSpaceWindowsFile, type HalfSpaceWindows } from './windows.ts';
import type { HalfSpaceTrees } from './trees.ts';

/** What half_space_trees has learnt. */
export interface HalfSpaceState {
  readonly algorithm: 'half_space_trees';
  readonly trees: HalfSpaceTrees;
  readonly windows: HalfSpaceWindows;
}

/** The same in a model file. */
export const halfSpaceFile = z.strictObject({
  algorithm: z.literal('half_space_trees'),
  trees: z.int().min(1),
  depth: z.int().min(1).max(15),
  column: encodedArray,
  cut: encodedArray,
  windows: halfSpaceWindowsFile,
});

export function encodeHalfSpace({
  algorithm,
  trees,
  windows,
}: HalfSpaceState): z.infer<typeof halfSpaceFile> {
  return {
    algorithm,
    trees: trees.trees,
    depth: trees.depth,
    column: encodeArray(trees.column),
    cut: encodeArray(trees.cut),
    windows: encodeWindows(windows),
  };
}

export function decodeHalfSpace(file: z.infer<typeof halfSpaceFile>): HalfSpaceState {
  return {
    algorithm: file.algorithm,
    trees: {
      trees: file.trees,
      depth: file.depth,
      column: decodeInt16(file.column),
      cut: decodeFloat64(file.cut),
    },
    windows: decodeWindows(file.windows),
  };
}
