/**
 * Running hashes of many sequences side by side (one for each row), 64 bits each, folded to 53 so that they sort as
 * float64. Two different sequences share a hash with a chance of 2^-53: among a million, 1 in 18,000 that any do.
 */
export class ContentHashes {
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;
  readonly #words = new Uint32Array(2);
  readonly #value = new Float64Array(this.#words.buffer);

  constructor(rows: number) {
    this.#low = new Uint32Array(rows).fill(0x9e3779b9);
    this.#high = new Uint32Array(rows).fill(0x85ebca6b);
  }

  /** Adds a number to the hash of a row; all NaN (missing) are alike, and so are 0 and −0. */
  addNumber(row: number, value: number): void {
    this.#value[0] = Number.isNaN(value) ? NaN : value + 0;
    this.#mix(row, this.#words[0] ?? 0);
    this.#mix(row, this.#words[1] ?? 0);
  }

  /** Adds a text (null = missing) to the hash of a row. */
  addText(row: number, text: string | null): void {
    this.#mix(row, text === null ? 0xffffffff : text.length);
    if (text === null) return;
    for (let at = 0; at < text.length; at += 1) this.#mix(row, text.charCodeAt(at));
  }

  /** The hashes: shape [rows], whole numbers under 2^53. */
  values(): Float64Array {
    const values = new Float64Array(this.#low.length);
    for (let row = 0; row < values.length; row += 1) {
      values[row] = finish(this.#low[row] ?? 0) + (finish(this.#high[row] ?? 0) & 0x1fffff) * 0x100000000;
    }
    return values;
  }

  /** Two independent multiply-and-rotate rounds, with the constants of MurmurHash3 (Appleby 2011, public domain). */
  #mix(row: number, word: number): void {
    const low = Math.imul((this.#low[row] ?? 0) ^ Math.imul(word, 0xcc9e2d51), 0x1b873593);
    this.#low[row] = ((low << 13) | (low >>> 19)) + 0xe6546b64;
    const high = Math.imul((this.#high[row] ?? 0) ^ Math.imul(word ^ (word >>> 15), 0x38b34ae5), 0xa1e38b93);
    this.#high[row] = ((high << 17) | (high >>> 15)) + 0x96cd1c35;
  }
}

/** The finaliser of MurmurHash3, 32 bits, unsigned. */
function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
