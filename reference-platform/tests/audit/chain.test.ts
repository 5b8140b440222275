import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createChainCheck, genesisHash, hashOf, labelDigestOf } from '../../src/control/audit/chain.ts';
import type { AuditEntry } from '../../src/control/audit/entry.ts';

function chainOf(length: number): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (let sequence = 1; sequence <= length; sequence += 1) {
    const previousHash = entries.at(-1)?.hash ?? genesisHash;
    const fields = {
      sequence,
      id: `01934f5e-0000-7000-8000-00000000000${sequence}`,
      occurredAt: '2026-11-21T08:00:00.000Z',
      actor: { kind: 'anonymous', id: null, labelDigest: labelDigestOf('salt', 'anonymous') } as const,
      tenantId: null,
      action: 'auth.login',
      target: null,
      outcome: 'denied' as const,
      status: 401,
      requestId: `r${sequence}`,
    };
    entries.push({
      ...fields,
      actor: { ...fields.actor, label: 'anonymous', labelSalt: 'salt' },
      previousHash,
      hash: hashOf(previousHash, fields),
    });
  }
  return entries;
}

const digest = createHash('sha256').update('saltanonymous').digest('hex');

function verdictOf(entries: readonly AuditEntry[], head = entries.at(-1)) {
  const check = createChainCheck();
  for (const entry of entries) check.add(entry);
  return check.finish({ sequence: head?.sequence ?? 0, hash: head?.hash ?? genesisHash });
}

describe('the hash chain', () => {
  it('hashes the previous hash and the canonical JSON of the fields', () => {
    const json =
      `{"action":"auth.login","actor":{"id":null,"kind":"anonymous","labelDigest":"${digest}"},` +
      '"id":"01934f5e-0000-7000-8000-000000000001","occurredAt":"2026-11-21T08:00:00.000Z","outcome":"denied",' +
      '"requestId":"r1","sequence":1,"status":401,"target":null,"tenantId":null}';
    const expected = createHash('sha256')
      .update(`${'0'.repeat(64)}${json}`, 'utf8')
      .digest('hex');

    expect(chainOf(1)[0]?.hash).toBe(expected);
  });

  it('finds nothing wrong with an empty and a whole chain', () => {
    expect(verdictOf([])).toBeNull();
    expect(verdictOf(chainOf(4))).toBeNull();
  });

  it('names an entry that was edited', () => {
    const entries = chainOf(4).map((entry) => (entry.sequence === 2 ? { ...entry, status: 403 } : entry));
    expect(verdictOf(entries)).toEqual({ sequence: 2, id: '01934f5e-0000-7000-8000-000000000002' });
  });

  it('names the entry after one that was edited and hashed anew', () => {
    const entries = chainOf(4).map((entry) => {
      if (entry.sequence !== 2) return entry;
      const { hash, previousHash, ...fields } = { ...entry, status: 403 };
      const hashedAnew = hashOf(previousHash, fields);
      expect(hashedAnew).not.toBe(hash);
      return { ...fields, previousHash, hash: hashedAnew };
    });
    expect(verdictOf(entries)).toEqual({ sequence: 3, id: '01934f5e-0000-7000-8000-000000000003' });
  });

  it('holds when the name of an actor was erased, and names the entry of which a name was put in its place', () => {
    const [first, second] = chainOf(2);
    if (!first || !second) throw new Error('a chain of two has two');
    const erased = { ...first, actor: { ...first.actor, label: null, labelSalt: null } };
    const renamed = { ...first, actor: { ...first.actor, label: 'somebody else' } };
    const half = { ...first, actor: { ...first.actor, label: null } };

    expect(verdictOf([erased, second])).toBeNull();
    expect(verdictOf([renamed, second])).toEqual({ sequence: 1, id: first.id });
    expect(verdictOf([half, second])).toEqual({ sequence: 1, id: first.id });
  });

  it('goes on from where retention has cut it off, and from nowhere else', () => {
    const entries = chainOf(4);
    const start = { sequence: 2, hash: entries[1]?.hash ?? '' };
    const check = createChainCheck(start);
    const tooLate = createChainCheck(start);
    for (const entry of entries.slice(2)) check.add(entry);
    for (const entry of entries.slice(3)) tooLate.add(entry);

    expect(check.finish({ sequence: 4, hash: entries[3]?.hash ?? '' })).toBeNull();
    expect(tooLate.finish({ sequence: 4, hash: entries[3]?.hash ?? '' })).toMatchObject({ sequence: 4 });
  });

  it('names the entry behind one that was taken out', () => {
    const entries = chainOf(4).filter(({ sequence }) => sequence !== 2);
    expect(verdictOf(entries)).toEqual({ sequence: 3, id: '01934f5e-0000-7000-8000-000000000003' });
  });

  it('misses entries that were cut off the end', () => {
    const entries = chainOf(4);
    expect(verdictOf(entries.slice(0, 3), entries[3])).toEqual({ sequence: 4, id: null });
  });

  it('names the last entry when the head tells another hash', () => {
    const entries = chainOf(2);
    const check = createChainCheck();
    for (const entry of entries) check.add(entry);
    expect(check.finish({ sequence: 2, hash: genesisHash })).toEqual({
      sequence: 2,
      id: '01934f5e-0000-7000-8000-000000000002',
    });
  });
});
