import { createHash } from 'node:crypto';
import type { AuditEntry } from '../api-clients/audit/schemas.ts';

function sha256(...texts: string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  return hash.digest('hex');
}

/** JSON with members sorted by name and no white space. */
function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}

/** The hash that an entry must have: over its predecessor's and its own fields; a digest stands for the actor's name. */
export function hashOf({ hash: _hash, previousHash, actor, ...others }: AuditEntry): string {
  const { kind, id, labelDigest } = actor;
  return sha256(previousHash, canonical({ ...others, actor: { kind, id, labelDigest } }));
}

/** What ties an actor's name to an entry: a digest of the name with the entry's salt. */
export function labelDigestOf({ label, labelSalt }: AuditEntry['actor']): string {
  return sha256(labelSalt ?? '', label ?? '');
}

/**
 * The sequence number of the first entry of an exported log that is not as it was written, 0 where the log ends before its
 * head, `null` where all is well. Names that were erased are not looked at; whoever keeps the head sees a cut tail.
 */
export function firstBroken(entries: readonly AuditEntry[], headHash: string): number | null {
  let previous = '0'.repeat(64);
  for (const [index, entry] of entries.entries()) {
    const { actor } = entry;
    const named = actor.label === null || labelDigestOf(actor) === actor.labelDigest;
    const follows = entry.sequence === index + 1 && entry.previousHash === previous;
    if (!named || !follows || entry.hash !== hashOf(entry)) return entry.sequence;
    previous = entry.hash;
  }
  return previous === headHash ? null : 0;
}
