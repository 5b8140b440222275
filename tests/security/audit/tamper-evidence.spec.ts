import type { AuditEntry } from '../../../api-clients/audit/schemas.ts';
import { roleSchema } from '../../../api-clients/common/schemas.ts';
import type { Method } from '../../../api-clients/http/transport.ts';
import { type Actor, covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { exportAuditLog } from '../../../flows/export-audit-log.ts';
import { firstBroken, hashOf } from '../../../oracles/audit-chain.ts';

const METHODS: readonly Method[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** Changes one entry and makes its own hash fit again, as somebody would who knows how it is made. */
const rewritten =
  (change: Partial<AuditEntry>) =>
  (entries: readonly AuditEntry[]): AuditEntry[] =>
    entries.map((entry, at) => (at === 2 ? withHash({ ...entry, ...change }) : entry));

const withHash = (entry: AuditEntry): AuditEntry => ({ ...entry, hash: hashOf(entry) });

/** What somebody with a hand in the database could do to a log. */
const TAMPERINGS: Record<string, (entries: readonly AuditEntry[]) => AuditEntry[]> = {
  'an outcome that was changed': rewritten({ outcome: 'denied' }),
  'a time that was moved': rewritten({ occurredAt: '2020-01-01T00:00:00.000Z' }),
  'an action that was changed': rewritten({ action: 'tenant.get' }),
  'an actor who was exchanged': (entries) =>
    entries.map((entry, at) =>
      at === 2 ? withHash({ ...entry, actor: { ...entry.actor, id: entry.tenantId } }) : entry,
    ),
  'a name that was exchanged': (entries) =>
    entries.map((entry, at) =>
      at === 2 ? { ...entry, actor: { ...entry.actor, label: 'somebody else' } } : entry,
    ),
  'an entry that was taken out': (entries) => entries.toSpliced(2, 1),
  'entries in another order': (entries) => entries.toSpliced(2, 2, ...entries.slice(2, 4).toReversed()),
  'an entry that was put in': (entries) => entries.toSpliced(3, 0, ...entries.slice(2, 3)),
  'a tail that was cut off': (entries) => entries.slice(0, -1),
};

/** The log of a tenant that has done six things, and its head as the platform tells it. */
async function livedLog(owner: Actor): Promise<{ entries: AuditEntry[]; headHash: string }> {
  for (const name of ['one', 'two', 'three', 'four', 'five', 'six']) {
    dataOf(await owner.api.detectors.create({ name, algorithm: 'robust_zscore' }), 201);
  }
  const entries = await exportAuditLog(owner);
  return { entries, headHash: dataOf(await owner.api.audit.verify(), 200).headHash };
}

test.use({ transport: 'undici' });

test.describe('The audit log', { tag: ['@security', '@compliance'] }, () => {
  test(
    'shows whoever has its export and its head what was done to it',
    { annotation: covers('AUD-06') },
    async ({ tenant }) => {
      const { entries, headHash } = await livedLog(tenant.owner);

      const seen = Object.entries(TAMPERINGS).filter(
        ([, tamper]) => firstBroken(tamper(entries), headHash) !== null,
      );

      expect(firstBroken(entries, headHash)).toBeNull();
      expect(entries.length).toBeGreaterThanOrEqual(6);
      expect(seen.map(([name]) => name)).toEqual(Object.keys(TAMPERINGS));
    },
  );

  test(
    'is changed by no operation: whoever tries finds none, and neither its length nor its head has moved',
    { annotation: covers('AUD-05') },
    async ({ operator, contract, world }) => {
      const people = await Promise.all(roleSchema.options.map((role) => world.alpha.actor(role)));
      const owner = await world.alpha.actor('owner');
      const [first] = await exportAuditLog(owner);
      const before = dataOf(await owner.api.audit.verify(), 200);
      const places = ['/audit', '/audit/export', '/audit/verify'];
      const entries = [`/audit/${first?.id ?? ''}`, '/audit/1', '/audit/purge', '/audit/entries'];
      const statusesAt = async (paths: string[]) => {
        const calls = [...people, operator].flatMap(({ api }) =>
          METHODS.flatMap((method) =>
            paths.map((path) => api.call({ operationId: 'audit', method, path, json: {} })),
          ),
        );
        return [...new Set((await Promise.all(calls)).map(({ status }) => status))];
      };

      expect(await statusesAt(places)).toEqual([405]);
      expect(await statusesAt(entries)).toEqual([404]);
      expect(dataOf(await owner.api.audit.verify(), 200)).toEqual(before);
      const known = contract.operations.filter(({ path }) => path.startsWith('/audit'));
      expect(known.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
    },
  );

  test(
    'is the same page by page, whole and exported, also while more is written',
    { annotation: covers('AUD-10') },
    async ({ tenant }) => {
      const { api } = tenant.owner;
      const { entries } = await livedLog(tenant.owner);
      const paged: AuditEntry[] = [];

      for (const offset of [0, 3, 6, 9, 12, 15]) {
        paged.push(...dataOf(await api.audit.list({ limit: 3, offset }), 200).items);
        // Each new entry moves those before it by one place.
        dataOf(await api.detectors.create({ name: `during ${offset}`, algorithm: 'robust_zscore' }), 201);
      }

      const seen = new Set(paged.map(({ id }) => id));
      expect(entries.filter(({ id }) => !seen.has(id))).toEqual([]);
      const after = await exportAuditLog(tenant.owner);
      expect(after.slice(0, entries.length)).toEqual(entries);
      expect(dataOf(await api.audit.list({ limit: 1 }), 200).total).toBe(after.length);
      expect(dataOf(await api.audit.verify(), 200).entries).toBe(after.length);
    },
  );

  test(
    'is each tenant’s own, in list, filter, export and verdict',
    { annotation: covers('AUD-07') },
    async ({ world }) => {
      const { alpha, beta } = world;
      const auditor = await beta.actor('auditor');
      const foreign = await alpha.actor('owner');

      const entries = await exportAuditLog(auditor);
      const byActor = dataOf(await auditor.api.audit.list({ actorId: foreign.id }), 200);

      expect([...new Set(entries.map(({ tenantId }) => tenantId))]).toEqual([beta.id]);
      expect(byActor).toMatchObject({ items: [], total: 0 });
      expect(dataOf(await auditor.api.audit.verify(), 200)).toMatchObject({
        valid: true,
        entries: entries.length,
      });
      expect(dataOf(await foreign.api.audit.list({ actorId: foreign.id }), 200).total).toBeGreaterThan(0);
      for (const role of ['admin', 'analyst', 'viewer', 'sales', 'verifier'] as const) {
        expect.soft(await (await beta.actor(role)).api.audit.export(), role).toBeRefused(403);
      }
    },
  );
});
