import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tenantSchema } from '../../src/control/tenants/tenant.ts';
import { freshEmail, password, startIdentityPlatform, type IdentityPlatform } from './identity-platform.ts';

let platform: IdentityPlatform;

beforeAll(async () => {
  platform = await startIdentityPlatform();
});

afterAll(() => platform.stop());

const meStatus = async (token: string) => (await platform.call('GET', '/auth/me', { token })).status;

describe('one’s own tenant', () => {
  it('is read by every role and renamed by owner and admin', async () => {
    const owner = await platform.register();
    const viewer = await platform.member(owner, 'viewer');
    const token = owner.tokens.accessToken;
    const rename = (by: string, headers: Record<string, string> = {}) =>
      platform.call('PATCH', '/tenant', { token: by, body: { name: 'Renamed' }, headers });
    const before = await platform.call('GET', '/tenant', { token: viewer.token });
    expect(before.json).toMatchObject({ id: owner.tenant.id, name: 'Tenant under test' });
    const headers = { 'if-match': String(before.headers['etag']) };

    expect((await rename(viewer.token)).status).toBe(403);
    expect((await rename(token, headers)).status).toBe(200);
    expect((await rename(token, headers)).status).toBe(412);
    expect((await platform.call('GET', '/tenant', { token })).json).toMatchObject({ name: 'Renamed' });
  });

  it('tells what is used of the plan', async () => {
    const owner = await platform.register();
    await platform.member(owner, 'viewer');

    const reply = await platform.call('GET', '/tenant/usage', { token: owner.tokens.accessToken });

    expect(reply.json).toMatchObject({
      requests: { limit: 100_000, used: 2, windowSeconds: 60 },
      datasets: 0,
      detectors: 0,
      members: 2,
      storageBytes: 0,
      storageLimitBytes: 5 * 1024 ** 3,
    });
  });

  it('goes with all its rows, files and credentials when its owner removes it', async () => {
    const owner = await platform.register();
    const admin = await platform.member(owner, 'admin');
    const stranger = await platform.register();
    expect((await platform.call('DELETE', '/tenant', { token: admin.token })).status).toBe(403);
    expect(await meStatus(admin.token)).toBe(200);

    expect((await platform.call('DELETE', '/tenant', { token: owner.tokens.accessToken })).status).toBe(204);

    expect(await meStatus(owner.tokens.accessToken)).toBe(401);
    expect(await meStatus(admin.token)).toBe(401);
    expect(platform.removedFiles).toContain(owner.tenant.id);
    const { direct } = platform.storage.database;
    const left = await Promise.all(
      (['users', 'sessions', 'refresh_tokens', 'audit_heads', 'audit_entries'] as const).map((table) =>
        direct.selectFrom(table).select('tenant_id').where('tenant_id', '=', owner.tenant.id).execute(),
      ),
    );
    expect(left.flat()).toEqual([]);
    expect(await meStatus(stranger.tokens.accessToken)).toBe(200);
    const removal = await direct
      .selectFrom('audit_entries')
      .select(['action', 'outcome', 'actor_id', 'tenant_id'])
      .where('target_id', '=', owner.tenant.id)
      .where('tenant_id', 'is', null)
      .execute();
    expect(removal).toEqual([
      { action: 'tenant.remove', outcome: 'allowed', actor_id: owner.user.id, tenant_id: null },
    ]);
  });
});

describe('removing a tenant that is at work', () => {
  it('lets each call succeed or find its credentials dead, and leaves nothing half done', async () => {
    const statuses: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      const { user, tokens } = await platform.register();
      const token = tokens.accessToken;
      const member = { email: freshEmail(), name: 'New', role: 'viewer', password };
      const replies = await Promise.all([
        platform.call('PATCH', '/auth/me', { token, body: { name: 'Renamed' } }),
        platform.call('POST', '/auth/login', { body: { email: user.email, password } }),
        platform.call('POST', '/auth/refresh', { body: { refreshToken: tokens.refreshToken } }),
        platform.call('DELETE', '/tenant', { token }),
        platform.call('POST', '/api-keys', { token, body: { name: 'Loader', scopes: ['read'] } }),
        platform.call('POST', '/members', { token, body: member }),
        platform.call('PATCH', '/tenant', { token, body: { name: 'Renamed' } }),
      ]);
      statuses.push(...replies.map(({ status }) => status));
      expect(replies[3].status).toBe(204);
      expect(await meStatus(token)).toBe(401);
    }

    expect(statuses.filter((status) => ![200, 201, 204, 401].includes(status))).toEqual([]);
  });
});

describe('an operator', () => {
  it('finds tenants by a part of their name, whatever its case', async () => {
    const token = await platform.operatorToken();
    const name = `Najda ${freshEmail()}`;
    const owner = { email: freshEmail(), name: 'Olga', password };

    const reply = await platform.call('POST', '/operator/tenants', {
      token,
      body: { name, plan: 'enterprise', owner },
    });

    expect(reply.status).toBe(201);
    const tenant = tenantSchema.parse(reply.json);
    expect(tenant).toMatchObject({ name, plan: 'enterprise', status: 'active' });
    expect(reply.headers['location']).toBe(`/api/v1/operator/tenants/${tenant.id}`);
    const q = encodeURIComponent(name.toUpperCase().slice(2));
    expect((await platform.call('GET', `/operator/tenants?q=${q}`, { token })).json).toMatchObject({
      total: 1,
      items: [{ id: tenant.id }],
    });
    expect((await platform.login(owner.email)).user.role).toBe('owner');
    expect((await platform.call('POST', '/operator/tenants', { token, body: { name, owner } })).status).toBe(
      409,
    );
  });

  it('suspends a tenant, which shuts out every credential at once, and lets it back in', async () => {
    const owner = await platform.register();
    const key = await platform.call('POST', '/api-keys', {
      token: owner.tokens.accessToken,
      body: { name: 'Loader', scopes: ['read'] },
    });
    const secret = /"secret":"([^"]+)"/.exec(key.text)?.[1] ?? '';
    const token = await platform.operatorToken();
    const set = (body: object) =>
      platform.call('PATCH', `/operator/tenants/${owner.tenant.id}`, { token, body });
    const keyStatus = async () =>
      (await platform.call('GET', '/auth/me', { headers: { 'x-api-key': secret } })).status;
    expect(await keyStatus()).toBe(200);

    expect((await set({ status: 'suspended' })).json).toMatchObject({ status: 'suspended' });
    expect(await meStatus(owner.tokens.accessToken)).toBe(401);
    expect(await keyStatus()).toBe(401);

    expect((await set({ status: 'active', plan: 'standard' })).json).toMatchObject({
      status: 'active',
      plan: 'standard',
    });
    expect(await meStatus(owner.tokens.accessToken)).toBe(200);
    expect(await keyStatus()).toBe(200);
  });

  it('removes a tenant', async () => {
    const owner = await platform.register();
    const token = await platform.operatorToken();
    const path = `/operator/tenants/${owner.tenant.id}`;

    expect((await platform.call('DELETE', path, { token })).status).toBe(204);

    expect((await platform.call('DELETE', path, { token })).status).toBe(404);
    expect(await meStatus(owner.tokens.accessToken)).toBe(401);
    expect(platform.removedFiles).toContain(owner.tenant.id);
  });

  it('does nothing inside tenants, and owners do nothing here', async () => {
    const owner = await platform.register();
    const token = await platform.operatorToken();
    const path = `/operator/tenants/${owner.tenant.id}`;

    expect((await platform.call('GET', '/tenant', { token })).status).toBe(403);
    expect((await platform.call('GET', '/members', { token })).status).toBe(403);
    expect((await platform.call('GET', '/audit', { token })).status).toBe(403);
    const asOwner = { token: owner.tokens.accessToken };
    expect((await platform.call('GET', '/operator/tenants', asOwner)).status).toBe(403);
    expect((await platform.call('PATCH', path, { ...asOwner, body: { plan: 'enterprise' } })).status).toBe(
      403,
    );
    expect((await platform.call('DELETE', path, asOwner)).status).toBe(403);
    expect(await meStatus(owner.tokens.accessToken)).toBe(200);
  });
});
