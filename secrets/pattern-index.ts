/** Where a pattern was found: from `start` up to, not including, `end`. */
export interface Hit<T> {
  start: number;
  end: number;
  found: T;
}

interface Pattern<T> {
  bytes: Buffer;
  /** What the pattern is the beginning of: a hit reaches as far as the text goes on like this. */
  whole: Buffer;
  found: T;
}

const HASH_BITS = 24;
const HEAD_BITS = 18;
/** Odd constants of MurmurHash3: they spread neighbouring samples over the tables. */
const SPREAD = { first: 0xcc9e2d51, second: 0x1b873593, last: 0x85ebca6b };

/**
 * Looks for thousands of byte strings in one pass that reads a sample of a few bytes every so often and skips the rest. Where every
 * pattern has at least `shortest` bytes, each place of one holds a whole sample, whichever the step begins with; so a pattern is
 * known by all samples of its last `shortest` bytes. (Its last ones, because tokens of one kind begin alike.)
 */
export class PatternIndex<T> {
  readonly #shortest: number;
  /** Length of a sample, and how far apart they are. */
  readonly #sample: 4 | 8;
  readonly #step: number;
  /** One bit a hash: most samples of a text are no pattern's, and are passed over here. */
  #known = new Uint8Array();
  /** Chains of samples of one hash: the first link of each, then pattern, place in it and next link of every link. */
  #heads = new Int32Array();
  readonly #patternOf: number[] = [];
  readonly #offsetOf: number[] = [];
  readonly #nextOf: number[] = [];
  readonly #patterns: Pattern<T>[] = [];

  /** `shortest`: length of the shortest pattern, at least 4 bytes. */
  constructor(shortest: number) {
    this.#shortest = shortest;
    this.#sample = shortest < 16 ? 4 : 8;
    this.#step = shortest - this.#sample + 1;
  }

  /** Throws for a pattern that is too short. */
  add(bytes: Buffer, found: T, whole: Buffer = bytes): void {
    const first = bytes.length - this.#shortest;
    if (first < 0) throw new RangeError(`a pattern of ${bytes.length} bytes is too short`);
    // An index that stays empty takes no memory.
    if (this.#patterns.length === 0) {
      this.#known = new Uint8Array(2 ** (HASH_BITS - 3));
      this.#heads = new Int32Array(2 ** HEAD_BITS).fill(-1);
    }
    const pattern = this.#patterns.push({ bytes, whole, found }) - 1;
    for (let offset = first; offset < first + this.#step; offset += 1) {
      const hash = this.#hashAt(bytes, offset);
      const head = hash >>> (HASH_BITS - HEAD_BITS);
      this.#known[hash >>> 3] = (this.#known[hash >>> 3] ?? 0) | (1 << (hash & 7));
      const link = this.#patternOf.push(pattern) - 1;
      this.#offsetOf.push(offset);
      this.#nextOf.push(this.#heads[head] ?? -1);
      this.#heads[head] = link;
    }
  }

  /** Every place of every pattern; where one is a part of another, both. */
  find(text: Uint8Array): Hit<T>[] {
    const hits: Hit<T>[] = [];
    if (this.#patterns.length === 0) return hits;
    const known = this.#known;
    const last = text.length - this.#sample;
    for (let at = 0; at <= last; at += this.#step) {
      const hash = this.#hashAt(text, at);
      if (((known[hash >>> 3] ?? 0) & (1 << (hash & 7))) !== 0) this.#collect(text, at, hash, hits);
    }
    return hits;
  }

  #collect(text: Uint8Array, at: number, hash: number, hits: Hit<T>[]): void {
    let link = this.#heads[hash >>> (HASH_BITS - HEAD_BITS)] ?? -1;
    for (; link >= 0; link = this.#nextOf[link] ?? -1) {
      const pattern = this.#patterns[this.#patternOf[link] ?? -1];
      const start = at - (this.#offsetOf[link] ?? 0);
      if (pattern === undefined || start < 0 || !isAt(text, start, pattern.bytes)) continue;
      const { bytes, whole, found } = pattern;
      let end = start + bytes.length;
      while (end - start < whole.length && text[end] === whole[end - start]) end += 1;
      hits.push({ start, end, found });
    }
  }

  #hashAt(text: Uint8Array, at: number): number {
    let hash = Math.imul(wordAt(text, at), SPREAD.first);
    if (this.#sample === 8) hash ^= Math.imul(wordAt(text, at + 4), SPREAD.second);
    return Math.imul(hash ^ (hash >>> 15), SPREAD.last) >>> (32 - HASH_BITS);
  }
}

function wordAt(text: Uint8Array, at: number): number {
  return (
    (text[at] ?? 0) | ((text[at + 1] ?? 0) << 8) | ((text[at + 2] ?? 0) << 16) | ((text[at + 3] ?? 0) << 24)
  );
}

function isAt(text: Uint8Array, start: number, bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length; index += 1) {
    if (text[start + index] !== bytes[index]) return false;
  }
  return true;
}
