import type { FeatureMatrix } from './matrix.ts';
import { absorb, scramble } from './random.ts';

/**
 * A name for each row that depends on what the row holds and not on where it stands: 64 bits of hash of
 * its values, and which occurrence of these values it is (so that equal rows are told apart, and it does
 * not matter which of them is which).
 */
export interface RowIdentities {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly occurrence: Uint32Array;
}

/** Names every row; missing values are named by the column's `fill`, as they are scored. */
export function identifyRows(matrix: FeatureMatrix, fill: Float64Array): RowIdentities {
  const high = new Uint32Array(matrix.rowCount).fill(0x243f6a88);
  const low = new Uint32Array(matrix.rowCount).fill(0x85a308d3);
  const number = new Float64Array(1);
  const words = new Uint32Array(number.buffer);
  matrix.columns.forEach((column, c) => {
    const replacement = fill[c] ?? 0;
    for (let r = 0; r < matrix.rowCount; r += 1) {
      const value = column[r] ?? Number.NaN;
      // Adding 0 turns −0 into 0: they are equal, so they must have one name.
      number[0] = (Number.isNaN(value) ? replacement : value) + 0;
      const first = words[0] ?? 0;
      const second = words[1] ?? 0;
      high[r] = absorb(absorb(high[r] ?? 0, first), second);
      low[r] = absorb(absorb(low[r] ?? 0, second ^ 0x5bd1e995), first);
    }
  });
  for (let r = 0; r < matrix.rowCount; r += 1) {
    high[r] = scramble(high[r] ?? 0);
    low[r] = scramble(low[r] ?? 0);
  }
  return { high, low, occurrence: countOccurrences(high, low) };
}

/** Open addressing over the hashes; a slot holds the first row of its values, plus one. */
function countOccurrences(high: Uint32Array, low: Uint32Array): Uint32Array {
  const rows = high.length;
  const mask = 2 ** Math.ceil(Math.log2(Math.max(2, rows * 2))) - 1;
  const firstRow = new Uint32Array(mask + 1);
  const seen = new Uint32Array(rows);
  const occurrence = new Uint32Array(rows);
  for (let r = 0; r < rows; r += 1) {
    let slot = (low[r] ?? 0) & mask;
    for (;;) {
      const first = (firstRow[slot] ?? 0) - 1;
      if (first < 0) {
        firstRow[slot] = r + 1;
        break;
      }
      if (high[first] === high[r] && low[first] === low[r]) {
        seen[first] = (seen[first] ?? 0) + 1;
        occurrence[r] = seen[first];
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return occurrence;
}
