import { z } from 'zod';
import { decodeInt16, encodeArray, encodedArray } from '../encoded-array.ts';
import { nodesOfTree, type HalfSpaceTrees } from './trees.ts';

/** The mass profiles of two windows: rows that came through each node of each tree. */
export interface HalfSpaceWindows {
  /** Rows of a full window (ψ). */
  readonly windowRows: number;
  /** Of the last full window: what rows are scored by. */
  readonly reference: Int16Array;
  /** Of the window that is being filled. */
  readonly latest: Int16Array;
  /** Rows in the window that is being filled, less than `windowRows`. */
  readonly seen: number;
}

/** `HalfSpaceWindows` as JSON. */
export const halfSpaceWindowsFile = z.strictObject({
  windowRows: z.int().min(1).max(10_000),
  reference: encodedArray,
  latest: encodedArray,
  seen: z.int().min(0),
});
export type HalfSpaceWindowsFile = z.infer<typeof halfSpaceWindowsFile>;

/** Windows that have seen nothing. */
export function emptyWindows(trees: HalfSpaceTrees, windowRows: number): HalfSpaceWindows {
  const nodes = trees.trees * nodesOfTree(trees.depth);
  return { windowRows, reference: new Int16Array(nodes), latest: new Int16Array(nodes), seen: 0 };
}

/** Windows as JSON. */
export function encodeWindows(windows: HalfSpaceWindows): HalfSpaceWindowsFile {
  return {
    windowRows: windows.windowRows,
    reference: encodeArray(windows.reference),
    latest: encodeArray(windows.latest),
    seen: windows.seen,
  };
}

/** Reads what `encodeWindows` made. */
export function decodeWindows(file: HalfSpaceWindowsFile): HalfSpaceWindows {
  return {
    windowRows: file.windowRows,
    reference: decodeInt16(file.reference),
    latest: decodeInt16(file.latest),
    seen: file.seen,
  };
}
