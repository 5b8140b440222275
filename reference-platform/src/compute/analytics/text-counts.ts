import type { StoredDataset } from '../../storage/index.ts';
import { ContentHashes } from './content-hash.ts';
import { sortCooperatively } from './cooperative-sort.ts';

/** Rows read at once. */
const BATCH = 4096;
const MOST_FREQUENT = 10;

/** What a string column holds. */
export interface TextCounts {
  distinct: number;
  /** At most ten, the most frequent first; equally frequent ones in the order of their text. */
  top: { value: string; count: number }[];
}

/**
 * Counts the values of a string column. Values are told apart by their hashes, so that memory is 8 bytes a row and
 * not every text of the column.
 */
export async function countTexts(dataset: StoredDataset, column: string): Promise<TextCounts> {
  const hashes = await textHashes(dataset, column);
  const sorted = await sortCooperatively(hashes.slice());
  const runs = longestRuns(sorted, MOST_FREQUENT);
  const values = await textsOf(dataset, column, hashes, runs.frequent);
  const top = values
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_FREQUENT);
  return { distinct: runs.distinct, top };
}

/** The hash of each present cell, in row order; the missing ones are left out. */
async function textHashes(dataset: StoredDataset, column: string): Promise<Float64Array> {
  const hashes = new Float64Array(dataset.rowCount);
  let count = 0;
  for (let start = 0; start < dataset.rowCount; start += BATCH) {
    const present = (await dataset.readStringColumn(column, start, BATCH)).filter((text) => text !== null);
    const batch = new ContentHashes(present.length);
    present.forEach((text, row) => batch.addText(row, text));
    hashes.set(batch.values(), count);
    count += present.length;
  }
  return hashes.subarray(0, count);
}

/** How many hashes there are, and the `wanted` that occur most with how often; which of equals is by the hash. */
function longestRuns(
  sorted: Float64Array,
  wanted: number,
): { distinct: number; frequent: Map<number, number> } {
  const best: { hash: number; count: number }[] = [];
  let distinct = 0;
  for (let start = 0; start < sorted.length;) {
    const hash = sorted[start] ?? 0;
    let end = start + 1;
    while (sorted[end] === hash) end += 1;
    distinct += 1;
    const count = end - start;
    if (best.length < wanted || count > (best[best.length - 1]?.count ?? 0)) {
      const place = best.findIndex((other) => other.count < count);
      best.splice(place === -1 ? best.length : place, 0, { hash, count });
      best.length = Math.min(best.length, wanted);
    }
    start = end;
  }
  return { distinct, frequent: new Map(best.map(({ hash, count }) => [hash, count])) };
}

async function textsOf(
  dataset: StoredDataset,
  column: string,
  hashes: Float64Array,
  frequent: Map<number, number>,
): Promise<{ value: string; count: number }[]> {
  const found: { value: string; count: number }[] = [];
  let present = 0;
  for (let start = 0; start < dataset.rowCount && frequent.size > 0; start += BATCH) {
    for (const text of await dataset.readStringColumn(column, start, BATCH)) {
      if (text === null) continue;
      const hash = hashes[present] ?? 0;
      present += 1;
      const count = frequent.get(hash);
      if (count === undefined) continue;
      found.push({ value: text, count });
      frequent.delete(hash);
    }
  }
  return found;
}
