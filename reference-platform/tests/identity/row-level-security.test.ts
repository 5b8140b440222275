import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionOptions } from '../../src/database/connection.ts';
import { startIdentityPlatform, type IdentityPlatform, type Registered } from './identity-platform.ts';

let platform: IdentityPlatform;
let own: Registered;
let foreign: Registered;
let tenantRole: pg.Client;
let systemRole: pg.Client;

const connect = async (role: string) => {
  const client = new pg.Client(connectionOptions(platform.storage.url, 'test', role));
  await client.connect();
  return client;
};

beforeAll(async () => {
  platform = await startIdentityPlatform();
  own = await platform.register();
  foreign = await platform.register();
  const body = { name: 'Loader', scopes: ['read'] };
  for (const { user, tokens } of [own, foreign]) {
    await platform.call('POST', '/api-keys', { token: tokens.accessToken, body });
    await platform.call('POST', '/auth/password/reset-request', { body: { email: user.email } });
  }
  tenantRole = await connect('assay_tenant');
  systemRole = await connect('assay_system');
});

afterAll(async () => {
  await Promise.all([tenantRole.end(), systemRole.end()]);
  await platform.stop();
});

const tenantOf: Record<string, string> = {
  tenants: 'id',
  users: 'tenant_id',
  sessions: 'tenant_id',
  refresh_tokens: 'tenant_id',
  password_resets: 'tenant_id',
  api_keys: 'tenant_id',
  audit_heads: 'tenant_id',
  audit_entries: 'tenant_id',
};

/** Runs statements in a transaction as a tenant (or as none) and rolls back. */
async function as<Result>(tenantId: string | null, work: () => Promise<Result>): Promise<Result> {
  await tenantRole.query('BEGIN');
  try {
    if (tenantId !== null)
      await tenantRole.query("SELECT set_config('assay.tenant_id', $1, true)", [tenantId]);
    return await work();
  } finally {
    await tenantRole.query('ROLLBACK');
  }
}

async function tenantsSeen(table: string): Promise<unknown[]> {
  const { rows } = await tenantRole.query<{ tenant: unknown }>(
    `SELECT DISTINCT ${tenantOf[table]} AS tenant FROM assay.${table}`,
  );
  return rows.map(({ tenant }) => tenant);
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof pg.DatabaseError ? error.code : error),
  );

describe('row-level security', () => {
  it.each(Object.keys(tenantOf))(
    'shows of %s the own tenant’s rows alone, and none without a tenant',
    async (table) => {
      expect(await as(own.tenant.id, () => tenantsSeen(table))).toEqual([own.tenant.id]);
      expect(await as(foreign.tenant.id, () => tenantsSeen(table))).toEqual([foreign.tenant.id]);
      expect(await as('01934f5e-0000-7000-8000-000000000001', () => tenantsSeen(table))).toEqual([]);
      expect(await as(null, () => tenantsSeen(table))).toEqual([]);
    },
  );

  it('guards every table that has a tenant', async () => {
    const { rows } = await systemRole.query<{ relname: string }>(
      `SELECT relname FROM pg_class
       WHERE relnamespace = 'assay'::regnamespace AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)
       ORDER BY relname`,
    );
    expect(rows.map(({ relname }) => relname)).toEqual(['migrations', 'signing_keys']);
  });

  it('changes nothing of another tenant, and something of its own', async () => {
    const rename = (id: string) => tenantRole.query("UPDATE assay.users SET name = 'X' WHERE id = $1", [id]);
    const drop = (id: string) => tenantRole.query('DELETE FROM assay.api_keys WHERE tenant_id = $1', [id]);

    expect((await as(own.tenant.id, () => rename(own.user.id))).rowCount).toBe(1);
    expect((await as(foreign.tenant.id, () => rename(own.user.id))).rowCount).toBe(0);
    expect((await as(null, () => rename(own.user.id))).rowCount).toBe(0);
    expect((await as(own.tenant.id, () => drop(own.tenant.id))).rowCount).toBe(1);
    expect((await as(foreign.tenant.id, () => drop(own.tenant.id))).rowCount).toBe(0);
  });

  it('lets no row into another tenant', async () => {
    const insert = () =>
      codeOf(
        tenantRole.query(
          `INSERT INTO assay.users (id, tenant_id, email, name, role, password_hash)
           VALUES (gen_random_uuid(), $1, 'planted@example.test', 'Planted', 'owner', 'x')`,
          [own.tenant.id],
        ),
      );
    const move = () => codeOf(tenantRole.query('UPDATE assay.users SET tenant_id = $1', [own.tenant.id]));

    expect(await as(own.tenant.id, insert)).toBe('done');
    expect(await as(foreign.tenant.id, insert)).toBe('42501');
    expect(await as(null, insert)).toBe('42501');
    expect(await as(foreign.tenant.id, move)).toBe('42501');
  });

  it('keeps plan, status and the end of a tenant out of its own reach', async () => {
    const run = (statement: string) => as(own.tenant.id, () => codeOf(tenantRole.query(statement)));

    expect(await run("UPDATE assay.tenants SET name = 'Renamed'")).toBe('done');
    expect(await run("UPDATE assay.tenants SET plan = 'enterprise'")).toBe('42501');
    expect(await run("UPDATE assay.tenants SET status = 'active'")).toBe('42501');
    expect(await run('DELETE FROM assay.tenants')).toBe('42501');
    expect(await run('SELECT * FROM assay.signing_keys')).toBe('42501');
  });

  it('lets neither role edit or delete an audit entry', async () => {
    const edit = 'UPDATE assay.audit_entries SET status = 200';
    const drop = 'DELETE FROM assay.audit_entries';

    expect(await as(own.tenant.id, () => codeOf(tenantRole.query(edit)))).toBe('42501');
    expect(await as(own.tenant.id, () => codeOf(tenantRole.query(drop)))).toBe('42501');
    expect(await as(own.tenant.id, () => codeOf(tenantRole.query('DELETE FROM assay.audit_heads')))).toBe(
      '42501',
    );
    expect(await codeOf(systemRole.query(edit))).toBe('42501');
    expect(await codeOf(systemRole.query(drop))).toBe('42501');
  });

  it('hides operators from every tenant', async () => {
    const operators = () => tenantRole.query("SELECT id FROM assay.users WHERE role = 'operator'");
    expect((await as(own.tenant.id, operators)).rowCount).toBe(0);
    expect((await systemRole.query("SELECT id FROM assay.users WHERE role = 'operator'")).rowCount).toBe(1);
  });
});
