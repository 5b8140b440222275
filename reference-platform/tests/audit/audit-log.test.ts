import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { auditEntrySchema } from '../../src/control/audit/entry.ts';
import { createAuditTrail } from '../../src/control/audit/trail.ts';
import type { AuditRecord } from '../../src/http/audit-trail.ts';
import {
  freshEmail,
  password,
  startIdentityPlatform,
  type IdentityPlatform,
  type Registered,
} from '../identity/identity-platform.ts';

let platform: IdentityPlatform;
let superuser: pg.Client;

beforeAll(async () => {
  platform = await startIdentityPlatform();
  superuser = new pg.Client({ connectionString: platform.storage.url });
  await superuser.connect();
});

afterAll(async () => {
  await superuser.end();
  await platform.stop();
});

const page = z.object({
  items: z.array(auditEntrySchema),
  total: z.number(),
  limit: z.number(),
  offset: z.number(),
});

async function entriesOf({ tokens }: Registered, query = '') {
  const reply = await platform.call('GET', `/audit?limit=200${query}`, { token: tokens.accessToken });
  return page.parse(reply.json);
}

const actionsOf = async (owner: Registered) =>
  (await entriesOf(owner)).items
    .map(({ action, outcome, status }) => `${action} ${outcome} ${status}`)
    .reverse();

async function verdictOf({ tokens }: Registered): Promise<unknown> {
  return (await platform.call('GET', '/audit/verify', { token: tokens.accessToken })).json;
}

const record = (tenantId: string, requestId: string): AuditRecord => ({
  tenantId,
  actor: { kind: 'anonymous', id: null, label: 'anonymous' },
  action: 'auth.login',
  target: null,
  outcome: 'denied',
  status: 401,
  requestId,
  occurredAt: new Date(),
});

const append = async (tenantId: string, count: number) => {
  const trail = createAuditTrail(platform.storage.database);
  const { database } = platform.storage;
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      index % 2 === 0
        ? database.tenant(tenantId, (trx) => trail.append(trx, record(tenantId, `r${index}`)))
        : database.system((trx) => trail.append(trx, record(tenantId, `r${index}`))),
    ),
  );
};

describe('what goes', () => {
  it('is the name of an erased actor: the chain still verifies, and nobody is found by the name', async () => {
    const owner = await platform.register();
    const { member, token } = await platform.member(owner, 'viewer');
    await platform.call('PATCH', '/auth/me', { token, body: { name: 'Vera' } });

    const { rows } = await platform.storage.database.system((trx) =>
      sql<{
        erased: number;
      }>`select erase_audit_names(${owner.tenant.id}, ${[member.id]}, ${[member.email]}) as erased`.execute(
        trx,
      ),
    );

    const { items } = await entriesOf(owner, `&actorId=${member.id}`);
    expect(rows).toEqual([{ erased: items.length }]);
    expect(items.map(({ actor }) => [actor.label, actor.labelSalt])).toEqual(items.map(() => [null, null]));
    expect(items.length).toBeGreaterThan(1);
    expect(await verdictOf(owner)).toMatchObject({ valid: true, firstBroken: null });
  });

  it('is what retention removes, oldest first: the chain verifies from there on', async () => {
    const owner = await platform.register();
    await append(owner.tenant.id, 4);
    await superuser.query(
      `UPDATE assay.audit_entries SET occurred_at = occurred_at - interval '40 days' WHERE tenant_id = $1 AND sequence <= 2`,
      [owner.tenant.id],
    );
    const prune = (days: number) =>
      platform.storage.database.system((trx) =>
        sql<{
          pruned: number;
        }>`select prune_audit(${owner.tenant.id}, now() - make_interval(days => ${days})) as pruned`.execute(
          trx,
        ),
      );

    await expect(prune(29)).rejects.toThrow('30 days');
    expect((await prune(30)).rows).toEqual([{ pruned: 2 }]);
    expect((await prune(30)).rows).toEqual([{ pruned: 0 }]);

    expect(await verdictOf(owner)).toMatchObject({
      valid: true,
      entries: 3,
      prunedEntries: 2,
      firstBroken: null,
    });
  });

  it('is nothing that a tenant’s role asks for', async () => {
    const owner = await platform.register();
    const { database } = platform.storage;
    const id = owner.tenant.id;

    await expect(
      database.tenant(id, (trx) => sql`select erase_audit_names(${id}, '{}', '{}')`.execute(trx)),
    ).rejects.toThrow('permission denied');
    await expect(
      database.tenant(id, (trx) => sql`select prune_audit(${id}, now() - interval '1 year')`.execute(trx)),
    ).rejects.toThrow('permission denied');
  });
});

describe('what is recorded', () => {
  it('is each change and each denial, once, and no read, conflict or invalid input', async () => {
    const owner = await platform.register();
    const token = owner.tokens.accessToken;
    const email = freshEmail();
    const body = { email, name: 'Vera', role: 'viewer', password };

    await platform.call('POST', '/members', { token, body });
    await platform.call('POST', '/members', { token, body });
    await platform.call('POST', '/members', { token, body: { ...body, role: 'emperor' } });
    await platform.call('GET', '/members', { token });
    const viewer = await platform.login(email);
    await platform.call('POST', '/members', { token: viewer.tokens?.accessToken, body });
    await platform.call('GET', '/members/01934f5e-0000-7000-8000-000000000001', { token });
    await platform.call('POST', '/auth/login', { body: { email, password: 'a wrong password' } });
    await platform.call('POST', '/auth/logout', { token: viewer.tokens?.accessToken });
    await platform.call('GET', '/auth/me', { token: viewer.tokens?.accessToken });
    await platform.call('GET', '/auth/me');

    expect(await actionsOf(owner)).toEqual([
      'auth.register allowed 201',
      'members.create allowed 201',
      'auth.login allowed 200',
      'members.create denied 403',
      'members.get denied 404',
      'auth.login denied 401',
      'auth.logout allowed 204',
      'auth.me denied 401',
    ]);
    expect(await verdictOf(owner)).toMatchObject({ valid: true, entries: 8, firstBroken: null });
  });

  it('says who, what, to whom and under which request', async () => {
    const owner = await platform.register();
    const viewer = await platform.member(owner, 'viewer');

    const denied = await platform.call('DELETE', `/members/${owner.user.id}`, { token: viewer.token });

    const { items } = await entriesOf(owner, '&action=members.remove');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      tenantId: owner.tenant.id,
      actor: { kind: 'user', id: viewer.member.id, label: viewer.member.email },
      outcome: 'denied',
      status: 403,
      requestId: denied.headers['x-request-id'],
    });
  });

  it('holds no secret', async () => {
    const owner = await platform.register();
    const key = await platform.call('POST', '/api-keys', {
      token: owner.tokens.accessToken,
      body: { name: 'Loader', scopes: ['read'] },
    });
    await platform.call('POST', '/auth/login', {
      body: { email: owner.user.email, password: 'wrong secret 123' },
    });
    await platform.call('POST', '/auth/refresh', { body: { refreshToken: owner.tokens.refreshToken } });
    const secret = /"secret":"([^"]+)"/.exec(key.text)?.[1] ?? '';
    expect(secret).toHaveLength(46);

    const exported = await platform.call('GET', '/audit/export', { token: owner.tokens.accessToken });

    expect(exported.text).toContain('apiKeys.create');
    expect(
      [password, 'wrong secret 123', secret, owner.tokens.refreshToken].filter((s) =>
        exported.text.includes(s),
      ),
    ).toEqual([]);
  });

  it('of what an operator does to a tenant is in the tenant’s log', async () => {
    const owner = await platform.register();
    const token = await platform.operatorToken();
    await platform.call('PATCH', `/operator/tenants/${owner.tenant.id}`, {
      token,
      body: { plan: 'standard' },
    });

    const { items } = await entriesOf(owner, '&action=operator.updateTenant');

    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      actor: { kind: 'operator' },
      target: { type: 'tenant', id: owner.tenant.id },
    });
  });

  it('of denials in one moment is one chain in their order, each told only when it is written', async () => {
    const [owner, other] = [await platform.register(), await platform.register()];
    const trail = createAuditTrail(platform.storage.database);
    const before = (await entriesOf(owner)).total;
    const names = Array.from({ length: 120 }, (_, index) => `denial-${index}`);

    await Promise.all([
      trail.deny(record(other.tenant.id, 'elsewhere')),
      ...names.map(async (name) => {
        await trail.deny(record(owner.tenant.id, name));
        const written = await platform.storage.database.direct
          .selectFrom('audit_entries')
          .select('request_id')
          .where('tenant_id', '=', owner.tenant.id)
          .where('request_id', '=', name)
          .execute();
        expect(written.length, name).toBe(1);
      }),
    ]);

    const { items, total } = await entriesOf(owner);
    expect(total).toBe(before + names.length);
    expect(
      items
        .slice(0, names.length)
        .map(({ requestId }) => requestId)
        .reverse(),
    ).toEqual(names);
    expect(await verdictOf(owner)).toMatchObject({ valid: true, firstBroken: null });
    expect((await entriesOf(other)).items[0]).toMatchObject({ requestId: 'elsewhere' });
  });

  it('goes with its change: what is rolled back leaves no entry', async () => {
    const owner = await platform.register();
    const before = await actionsOf(owner);
    const trail = createAuditTrail(platform.storage.database);

    const failing = platform.storage.database.tenant(owner.tenant.id, async (trx) => {
      await trail.append(trx, record(owner.tenant.id, 'r'));
      throw new Error('the change fails');
    });

    await expect(failing).rejects.toThrow('the change fails');
    expect(await actionsOf(owner)).toEqual(before);
  });
});

describe('reading the log', () => {
  it('is for owner and auditor, and of the own tenant', async () => {
    const owner = await platform.register();
    const stranger = await platform.register();
    const auditor = await platform.member(owner, 'auditor');
    const admin = await platform.member(owner, 'admin');
    const status = async (token: string) => (await platform.call('GET', '/audit', { token })).status;

    expect(await status(auditor.token)).toBe(200);
    expect(await status(admin.token)).toBe(403);
    const { items } = await entriesOf(stranger);
    expect(items.map(({ tenantId }) => tenantId)).toEqual([stranger.tenant.id]);
  });

  it('narrows by action, outcome, actor and time, newest first', async () => {
    const owner = await platform.register();
    const viewer = await platform.member(owner, 'viewer');
    await platform.call('POST', '/members', { token: viewer.token, body: {} });
    const all = (await entriesOf(owner)).items;
    const total = async (query: string) => (await entriesOf(owner, query)).total;

    expect(all.map(({ sequence }) => sequence)).toEqual([4, 3, 2, 1]);
    expect(await total('&outcome=denied')).toBe(1);
    expect(await total(`&actorId=${viewer.member.id}`)).toBe(2);
    expect(await total('&action=members.create')).toBe(2);
    expect(await total('&action=members.create&outcome=allowed')).toBe(1);
    const second = all[2]?.occurredAt ?? '';
    expect(await total(`&to=${second}`)).toBe(2);
    expect(await total(`&from=${second}`)).toBe(3);
    const reply = await platform.call('GET', '/audit?from=yesterday', { token: owner.tokens.accessToken });
    expect(reply.status).toBe(422);
    expect(reply.json).toMatchObject({ errors: [{ pointer: '/query/from' }] });
  });

  it('exports JSON lines, oldest first, whose hashes anybody can recompute', async () => {
    const owner = await platform.register();
    await platform.member(owner, 'viewer');

    const reply = await platform.call('GET', '/audit/export', { token: owner.tokens.accessToken });

    expect(reply.headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
    const lines = reply.text.trimEnd().split('\n');
    const entries = lines.map((line) => auditEntrySchema.parse(JSON.parse(line)));
    expect(entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    const sorted = (value: unknown): unknown =>
      value !== null && typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, nested]) => [key, sorted(nested)]),
          )
        : value;
    const recomputed = entries.map(({ previousHash, hash: _hash, actor, ...others }) => {
      const { kind, id, labelDigest } = actor;
      return createHash('sha256')
        .update(previousHash + JSON.stringify(sorted({ ...others, actor: { kind, id, labelDigest } })))
        .digest('hex');
    });
    expect(recomputed).toEqual(entries.map(({ hash }) => hash));
  });
});

describe('the chain in the database', () => {
  it('holds under 60 parallel appends', async () => {
    const owner = await platform.register();

    await append(owner.tenant.id, 60);

    expect(await verdictOf(owner)).toMatchObject({ valid: true, entries: 61, firstBroken: null });
    const { items } = await entriesOf(owner);
    expect(items.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 61 }, (_, index) => 61 - index),
    );
  });

  it('begins once when the first appends come at the same time', async () => {
    const owner = await platform.register();
    await superuser.query('DELETE FROM assay.audit_heads WHERE tenant_id = $1', [owner.tenant.id]);

    await append(owner.tenant.id, 6);

    expect(await verdictOf(owner)).toMatchObject({ valid: true, entries: 6 });
  });

  it('is seen to be broken after an edit, a deletion, an insertion and a cut', async () => {
    const edited = await platform.register();
    const deleted = await platform.register();
    const inserted = await platform.register();
    const cut = await platform.register();
    for (const { tenant } of [edited, deleted, inserted, cut]) await append(tenant.id, 4);
    const edit = (statement: string, { tenant }: Registered) => superuser.query(statement, [tenant.id]);

    await edit(
      "UPDATE assay.audit_entries SET outcome = 'allowed' WHERE tenant_id = $1 AND sequence = 3",
      edited,
    );
    await edit('DELETE FROM assay.audit_entries WHERE tenant_id = $1 AND sequence = 2', deleted);
    await edit(
      `INSERT INTO assay.audit_entries SELECT chain_id, 6, gen_random_uuid(), tenant_id, occurred_at, actor_kind, actor_id,
         actor_label, action, target_type, target_id, outcome, status, request_id, previous_hash, hash,
         actor_label_salt, actor_label_digest
       FROM assay.audit_entries WHERE tenant_id = $1 AND sequence = 5`,
      inserted,
    );
    await edit('DELETE FROM assay.audit_entries WHERE tenant_id = $1 AND sequence = 5', cut);

    expect(await verdictOf(edited)).toMatchObject({ valid: false, firstBroken: { sequence: 3 } });
    expect(await verdictOf(deleted)).toMatchObject({ valid: false, firstBroken: { sequence: 3 } });
    expect(await verdictOf(inserted)).toMatchObject({ valid: false, firstBroken: { sequence: 6 } });
    expect(await verdictOf(cut)).toMatchObject({ valid: false, firstBroken: { sequence: 5, id: null } });
  });

  it('of a tenant that is gone takes no change, and tells a denial to the platform', async () => {
    const trail = createAuditTrail(platform.storage.database);
    const gone = '01934f5e-0000-7000-8000-00000000dead';
    const { database } = platform.storage;

    const change = database.system((trx) =>
      trail.append(trx, { ...record(gone, 'change'), outcome: 'allowed' }),
    );
    await expect(change).rejects.toMatchObject({ status: 401 });
    await database.system((trx) => trail.append(trx, record(gone, 'denial-of-gone')));

    const { rows } = await superuser.query(
      'SELECT tenant_id FROM assay.audit_entries WHERE request_id = $1',
      ['denial-of-gone'],
    );
    expect(rows).toEqual([{ tenant_id: null }]);
  });
});
