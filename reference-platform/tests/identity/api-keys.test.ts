import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startIdentityPlatform, type IdentityPlatform, type Registered } from './identity-platform.ts';

let platform: IdentityPlatform;

beforeAll(async () => {
  platform = await startIdentityPlatform();
});

afterAll(() => platform.stop());

const createdKey = z.object({ id: z.string(), secret: z.string(), prefix: z.string() });
const create = (owner: Registered, extra: object = {}) =>
  platform.call('POST', '/api-keys', {
    token: owner.tokens.accessToken,
    body: { name: 'Loader', scopes: ['read'], ...extra },
  });
const me = (secret: string) => platform.call('GET', '/auth/me', { headers: { 'x-api-key': secret } });
const list = (owner: Registered) => platform.call('GET', '/api-keys', { token: owner.tokens.accessToken });

describe('API keys', () => {
  it('show their secret once and say whose they are', async () => {
    const owner = await platform.register();
    const reply = await create(owner, { scopes: ['read', 'write'] });
    const key = createdKey.parse(reply.json);

    expect(reply.status).toBe(201);
    expect(reply.headers['location']).toBe(`/api/v1/api-keys/${key.id}`);
    expect(key.secret).toMatch(/^ak_[\w-]{43}$/);
    expect(key.secret.startsWith(key.prefix)).toBe(true);
    const listed = await list(owner);
    expect(listed.text).not.toContain(key.secret);
    expect(listed.json).toMatchObject({
      total: 1,
      items: [
        { id: key.id, createdBy: { kind: 'user', id: owner.user.id }, expiresAt: null, lastUsedAt: null },
      ],
    });
    expect((await me(key.secret)).json).toMatchObject({
      user: null,
      tenant: { id: owner.tenant.id },
      credential: { kind: 'api_key', id: key.id, scopes: ['read', 'write'], expiresAt: null },
    });
  });

  it('open nothing that has no key scope', async () => {
    const owner = await platform.register();
    const { secret } = createdKey.parse((await create(owner, { scopes: ['read', 'write', 'ingest'] })).json);
    const headers = { 'x-api-key': secret };

    expect((await platform.call('GET', '/members', { headers })).status).toBe(403);
    expect((await platform.call('GET', '/auth/sessions', { headers })).status).toBe(403);
    expect((await platform.call('POST', '/auth/logout', { headers })).status).toBe(403);
    expect((await me(secret)).status).toBe(200);
  });

  it('are dead as soon as they are revoked', async () => {
    const owner = await platform.register();
    const token = owner.tokens.accessToken;
    const { id, secret } = createdKey.parse((await create(owner)).json);
    const other = createdKey.parse((await create(owner)).json);
    expect((await me(secret)).status).toBe(200);

    expect((await platform.call('DELETE', `/api-keys/${id}`, { token })).status).toBe(204);

    expect((await me(secret)).status).toBe(401);
    expect((await me(other.secret)).status).toBe(200);
    expect((await list(owner)).json).toMatchObject({ total: 1 });
    expect((await platform.call('DELETE', `/api-keys/${id}`, { token })).status).toBe(404);
  });

  it.each([
    ['removed', 'DELETE', {}],
    ['disabled', 'PATCH', { body: { status: 'disabled' } }],
    ['given a role that makes none', 'PATCH', { body: { role: 'analyst' } }],
  ] as const)(
    'end with their maker, who is %s, and the keys of others do not',
    async (_how, method, rest) => {
      const owner = await platform.register();
      const token = owner.tokens.accessToken;
      const admin = await platform.member(owner, 'admin');
      const ofAdmin = createdKey.parse(
        (
          await platform.call('POST', '/api-keys', {
            token: admin.token,
            body: { name: 'Loader', scopes: ['read'] },
          })
        ).json,
      );
      const ofOwner = createdKey.parse((await create(owner)).json);
      expect((await me(ofAdmin.secret)).status).toBe(200);

      const reply = await platform.call(method, `/members/${admin.member.id}`, { token, ...rest });

      expect(reply.status).toBeLessThan(300);
      expect((await me(ofAdmin.secret)).status).toBe(401);
      expect((await me(ofOwner.secret)).status).toBe(200);
    },
  );

  it('end at their expiry', async () => {
    const owner = await platform.register();
    const expiresAt = new Date(platform.now().getTime() + 60_000).toISOString();
    const { secret } = createdKey.parse((await create(owner, { expiresAt })).json);
    expect((await me(secret)).status).toBe(200);

    platform.advance(60_000);

    expect((await me(secret)).status).toBe(401);
  });

  it('are refused with a past expiry, no scope, or a scope twice', async () => {
    const owner = await platform.register();
    const pointerOf = async (extra: object) => (await create(owner, extra)).json;

    expect(await pointerOf({ expiresAt: '2020-01-01T00:00:00.000Z' })).toMatchObject({
      status: 422,
      errors: [{ pointer: '/expiresAt' }],
    });
    expect(await pointerOf({ scopes: [] })).toMatchObject({ status: 422, errors: [{ pointer: '/scopes' }] });
    expect(await pointerOf({ scopes: ['read', 'read'] })).toMatchObject({ status: 422 });
    expect(await pointerOf({ scopes: ['admin'] })).toMatchObject({ errors: [{ pointer: '/scopes/0' }] });
  });

  it('are made by owner and admin only, and out of other tenants’ reach', async () => {
    const owner = await platform.register();
    const analyst = await platform.member(owner, 'analyst');
    const admin = await platform.member(owner, 'admin');
    const stranger = await platform.register();
    const { id, secret } = createdKey.parse((await create(owner)).json);
    const body = { name: 'Mine', scopes: ['read'] };

    expect((await platform.call('POST', '/api-keys', { token: analyst.token, body })).status).toBe(403);
    expect((await platform.call('POST', '/api-keys', { token: admin.token, body })).status).toBe(201);
    const token = stranger.tokens.accessToken;
    expect((await platform.call('DELETE', `/api-keys/${id}`, { token })).status).toBe(404);
    expect((await me(secret)).status).toBe(200);
  });

  it('write down their last use at most once a minute', async () => {
    const owner = await platform.register();
    const { secret } = createdKey.parse((await create(owner)).json);
    const lastUsed = async () =>
      z
        .object({ items: z.array(z.object({ lastUsedAt: z.string().nullable() })) })
        .parse((await list(owner)).json).items[0]?.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    await me(secret);
    const first = await lastUsed();
    expect(first).toMatch(/Z$/);

    platform.advance(50_000);
    await me(secret);
    expect(await lastUsed()).toBe(first);

    platform.advance(10_000);
    await me(secret);
    expect(await lastUsed()).not.toBe(first);
  });
});
