/** A stream of pseudo-random values: the same seed gives the same stream on every machine. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  uniform: () => number;
  /** Uniform whole number from `min` to `max`, both included. */
  integer: (min: number, max: number) => number;
  /** Standard normal variate. */
  normal: () => number;
  /** One of `items`, which must not be empty. */
  pick: <T>(items: readonly T[]) => T;
  /** `items` in another order, the original untouched. */
  shuffled: <T>(items: readonly T[]) => T[];
}

/**
 * sfc32 by Chris Doty-Humphrey (PractRand 0.95), its state filled by splitmix32 from `seed` (a whole number; its
 * lower 53 bits count) and the first 12 outputs dropped, as PractRand does. Normal variates by Marsaglia's polar
 * method (Marsaglia and Bray, 1964).
 */
export function seededRandom(seed: number): Random {
  const next = sfc32(seed);
  let spare: number | null = null;

  const uniform = (): number => (next() * 0x20_0000 + (next() >>> 11)) / 0x20_0000_0000_0000;

  const integer = (min: number, max: number): number => min + Math.floor(uniform() * (max - min + 1));

  const normal = (): number => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const factor = Math.sqrt((-2 * Math.log(s)) / s);
        spare = v * factor;
        return u * factor;
      }
    }
  };

  const pick = <T>(items: readonly T[]): T => {
    const item = items[integer(0, items.length - 1)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  };

  const shuffled = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => ({ item, key: uniform() }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);

  return { uniform, integer, normal, pick, shuffled };
}

/** Unsigned 32-bit outputs. */
function sfc32(seed: number): () => number {
  let [a, b, c, counter] = [0, 0, 0, 1];
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  const low = splitmix32(seed % 0x1_0000_0000);
  const high = splitmix32(Math.floor(seed / 0x1_0000_0000));
  [a, b, c] = [low() ^ high(), low(), low()];
  for (let dropped = 0; dropped < 12; dropped += 1) next();
  return next;
}

/** splitmix32, the 32-bit form of Steele, Lea and Flood's SplitMix (2014) with murmur3's finaliser. */
function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x85ebca6b);
    mixed ^= mixed >>> 13;
    mixed = Math.imul(mixed, 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) | 0;
  };
}
