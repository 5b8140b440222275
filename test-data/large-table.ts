import { seededRandom } from './random.ts';
import { rounded } from './table.ts';

export interface LargeTableOptions {
  seed: number;
  rows: number;
  features?: number;
}

const CHUNK_BYTES = 64 * 1024;

/**
 * A CSV file of normal numbers, made chunk by chunk (about 64 KiB each), so that a file of any length takes no
 * memory. Column `id` counts the rows from 0; the others are `feature_1` and so on. Iterating anew starts anew.
 */
export function largeTable({ seed, rows, features = 5 }: LargeTableOptions): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]: () => asAsync(chunks(seed, rows, features)),
  };
}

function* chunks(seed: number, rows: number, features: number): Generator<Uint8Array> {
  const random = seededRandom(seed);
  let text = `id,${Array.from({ length: features }, (_, index) => `feature_${index + 1}`).join(',')}\n`;
  for (let id = 0; id < rows; id += 1) {
    text += String(id);
    for (let feature = 0; feature < features; feature += 1) text += `,${rounded(random.normal())}`;
    text += '\n';
    if (text.length >= CHUNK_BYTES) {
      yield Buffer.from(text);
      text = '';
    }
  }
  if (text !== '') yield Buffer.from(text);
}

// eslint-disable-next-line @typescript-eslint/require-await -- the consumer's back-pressure is what makes it a stream
async function* asAsync(source: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* source;
}
