import { createHash } from 'node:crypto';
import { canonicalJson } from '../../http/canonical-json.ts';
import type { AuditEntry } from './entry.ts';

/** The `previousHash` of a chain's first entry. */
export const genesisHash = '0'.repeat(64);

/** The chain of what belongs to no tenant. */
export const platformChain = '00000000-0000-0000-0000-000000000000';

/** SHA-256(previousHash ‖ canonical JSON of all other fields but `hash`), as hex; both parts as UTF-8 text. */
export function hashOf(previousHash: string, fields: Omit<AuditEntry, 'previousHash' | 'hash'>): string {
  return createHash('sha256').update(previousHash).update(canonicalJson(fields)).digest('hex');
}

/** Where a chain ends, as its head remembers it. */
export interface ChainHead {
  sequence: number;
  hash: string;
}

/** The first entry that does not fit. `id` is null when that entry is gone and nothing stands in its place. */
export interface BrokenEntry {
  sequence: number;
  id: string | null;
}

/** Takes the entries of a chain one after the other and remembers the first that does not fit. */
export interface ChainCheck {
  /** Returns false once the chain is known to be broken. */
  add(entry: AuditEntry): boolean;
  /** The verdict over what was added, given where the chain should end. */
  finish(head: ChainHead): BrokenEntry | null;
}

/**
 * Checks a chain from its first entry: sequence numbers without gaps, each `previousHash` the hash before it,
 * each hash the one that its fields give, and the last one the head's.
 */
export function createChainCheck(): ChainCheck {
  let last: { sequence: number; hash: string; id: string | null } = {
    sequence: 0,
    hash: genesisHash,
    id: null,
  };
  let broken: BrokenEntry | null = null;
  return {
    add(entry) {
      if (broken) return false;
      const { previousHash, hash, ...fields } = entry;
      const fits =
        entry.sequence === last.sequence + 1 &&
        previousHash === last.hash &&
        hash === hashOf(previousHash, fields);
      if (!fits) broken = { sequence: entry.sequence, id: entry.id };
      else last = { sequence: entry.sequence, hash, id: entry.id };
      return fits;
    },
    finish(head) {
      if (broken) return broken;
      if (last.sequence < head.sequence) return { sequence: last.sequence + 1, id: null };
      return last.sequence === head.sequence && last.hash === head.hash
        ? null
        : { sequence: last.sequence, id: last.id };
    },
  };
}
