import { createHash } from 'node:crypto';
import { canonicalJson } from '../../http/canonical-json.ts';
import type { AuditEntry } from './entry.ts';

/** The `previousHash` of a chain's first entry. */
export const genesisHash = '0'.repeat(64);

/** The chain of what belongs to no tenant. */
export const platformChain = '00000000-0000-0000-0000-000000000000';

/** What ties an actor's name to an entry: SHA-256(salt ‖ label) as hex. Without salt and label it tells nothing. */
export function labelDigestOf(salt: string, label: string): string {
  return createHash('sha256').update(salt).update(label).digest('hex');
}

/** What of an entry is hashed: all but the hashes themselves and the actor's erasable name. */
export type HashedFields = Omit<AuditEntry, 'previousHash' | 'hash' | 'actor'> & {
  actor: Omit<AuditEntry['actor'], 'label' | 'labelSalt'>;
};

/** SHA-256(previousHash ‖ canonical JSON of the fields), as hex; both parts as UTF-8 text. */
export function hashOf(previousHash: string, { actor, ...others }: HashedFields): string {
  const { kind, id, labelDigest } = actor;
  const fields = { ...others, actor: { kind, id, labelDigest } };
  return createHash('sha256').update(previousHash).update(canonicalJson(fields)).digest('hex');
}

/** Whether the name beside an entry is the one that was written with it, or was erased together with its salt. */
function nameFits({ label, labelSalt, labelDigest }: AuditEntry['actor']): boolean {
  if (label === null || labelSalt === null) return label === labelSalt;
  return labelDigestOf(labelSalt, label) === labelDigest;
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
 * Checks a chain from its first entry, or from where retention has cut it off: sequence numbers without gaps, each
 * `previousHash` the hash before it, each hash the one that its fields give, each name the one that was written, and
 * the last hash the head's.
 */
export function createChainCheck(start: ChainHead = { sequence: 0, hash: genesisHash }): ChainCheck {
  let last: { sequence: number; hash: string; id: string | null } = { ...start, id: null };
  let broken: BrokenEntry | null = null;
  return {
    add(entry) {
      if (broken) return false;
      const { previousHash, hash, ...fields } = entry;
      const fits =
        entry.sequence === last.sequence + 1 &&
        previousHash === last.hash &&
        hash === hashOf(previousHash, fields) &&
        nameFits(entry.actor);
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
