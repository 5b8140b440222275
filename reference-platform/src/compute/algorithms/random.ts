/** Finaliser of MurmurHash3 (Appleby): each input bit changes each output bit with probability ½. */
export function scramble(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Takes a 32-bit word into a 32-bit hash (the body of MurmurHash3). */
export function absorb(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const h = hash ^ k;
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) >>> 0;
}

/**
 * Uniform numbers in [0, 1) with 53 bits, by sfc32 (Doty-Humphrey, PractRand). The same seed and stream
 * give the same numbers on every machine.
 */
export function randomStream(seed: number, stream: number): () => number {
  let a = scramble(absorb(1, seed));
  let b = scramble(absorb(a, stream));
  let c = scramble(absorb(b, 0x9e3779b9));
  let counter = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i += 1) next();
  return () => ((next() >>> 5) * 67_108_864 + (next() >>> 6)) / 9_007_199_254_740_992;
}
