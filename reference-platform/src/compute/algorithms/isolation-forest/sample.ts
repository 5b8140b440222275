import { absorb, scramble } from '../random.ts';
import type { RowIdentities } from '../row-identity.ts';

/**
 * The sub-sample of one tree: the `size` rows whose hash of seed, tree and identity is smallest, in the
 * order of that hash. A sample without replacement that does not depend on the order of the rows.
 */
export function sampleRows(identities: RowIdentities, seed: number, tree: number, size: number): Uint32Array {
  const rows = identities.high.length;
  const wanted = Math.min(size, rows);
  const salt = scramble(absorb(absorb(0x6a09e667, seed), tree));
  const keys = new Uint32Array(rows);
  for (let r = 0; r < rows; r += 1) {
    const mixed = scramble((identities.low[r] ?? 0) ^ salt);
    keys[r] = scramble(
      mixed ^ (identities.high[r] ?? 0) ^ Math.imul(identities.occurrence[r] ?? 0, 0x9e3779b1),
    );
  }
  const candidates = smallestKeys(keys, wanted);
  candidates.sort((a, b) => byKeyThenIdentity(a, b, keys, identities));
  return Uint32Array.from(candidates.slice(0, wanted));
}

/** At least `wanted` rows, all those under one limit: guessed from the keys being uniform, raised until enough. */
function smallestKeys(keys: Uint32Array, wanted: number): number[] {
  for (let share = (wanted + 4 * Math.sqrt(wanted) + 8) / keys.length; ; share *= 2) {
    const limit = share * 4_294_967_296;
    const candidates: number[] = [];
    for (let r = 0; r < keys.length; r += 1) {
      if ((keys[r] ?? 0) < limit) candidates.push(r);
    }
    if (candidates.length >= wanted) return candidates;
  }
}

function byKeyThenIdentity(a: number, b: number, keys: Uint32Array, identities: RowIdentities): number {
  return (
    (keys[a] ?? 0) - (keys[b] ?? 0) ||
    (identities.high[a] ?? 0) - (identities.high[b] ?? 0) ||
    (identities.low[a] ?? 0) - (identities.low[b] ?? 0) ||
    (identities.occurrence[a] ?? 0) - (identities.occurrence[b] ?? 0)
  );
}
