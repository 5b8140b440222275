import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantRole } from '../../src/http/principal.ts';
import {
  freshEmail,
  password,
  startIdentityPlatform,
  type IdentityPlatform,
  type Registered,
} from './identity-platform.ts';

let platform: IdentityPlatform;

beforeAll(async () => {
  platform = await startIdentityPlatform();
});

afterAll(() => platform.stop());

const meStatus = async (token: string) => (await platform.call('GET', '/auth/me', { token })).status;
const create = (token: string, role: TenantRole, email = freshEmail()) =>
  platform.call('POST', '/members', { token, body: { email, name: 'Somebody', role, password } });
const change = (token: string, id: string, body: object, headers: Record<string, string> = {}) =>
  platform.call('PATCH', `/members/${id}`, { token, body, headers });
const remove = (token: string, id: string) => platform.call('DELETE', `/members/${id}`, { token });
const get = (token: string, id: string) => platform.call('GET', `/members/${id}`, { token });

async function withSecondOwner(): Promise<{ first: Registered; second: { id: string; token: string } }> {
  const first = await platform.register();
  const { member, token } = await platform.member(first, 'owner');
  return { first, second: { id: member.id, token } };
}

describe('members', () => {
  it('are added by owner and admin, and read by every role', async () => {
    const owner = await platform.register();
    const admin = await platform.member(owner, 'admin');
    const viewer = await platform.member(owner, 'viewer');
    const email = freshEmail();

    const reply = await create(admin.token, 'sales', email);

    expect(reply.status).toBe(201);
    expect(reply.json).toMatchObject({ email, role: 'sales', status: 'active', mfaEnabled: false });
    expect(reply.headers['location']).toMatch(/^\/api\/v1\/members\/[0-9a-f-]{36}$/);
    const list = await platform.call('GET', '/members?role=sales', { token: viewer.token });
    expect(list.json).toMatchObject({ total: 1, limit: 50, offset: 0, items: [{ email }] });
    expect((await create(viewer.token, 'sales')).status).toBe(403);
    expect((await create(owner.tokens.accessToken, 'sales', email)).status).toBe(409);
  });

  it('are found by a part of name or address, with wildcards taken literally', async () => {
    const owner = await platform.register();
    const token = owner.tokens.accessToken;
    const total = async (q: string) =>
      (await platform.call('GET', `/members?q=${encodeURIComponent(q)}`, { token })).json;

    expect(await total('oLGA')).toMatchObject({ total: 1 });
    expect(await total(owner.user.email.slice(3, 20))).toMatchObject({ total: 1 });
    expect(await total('%')).toMatchObject({ total: 0 });
    expect(await total('_')).toMatchObject({ total: 0 });
  });

  it('of another tenant are answered like unknown ones', async () => {
    const owner = await platform.register();
    const stranger = await platform.register();
    const token = stranger.tokens.accessToken;

    expect((await get(token, owner.user.id)).status).toBe(404);
    expect((await change(token, owner.user.id, { name: 'Mine' })).status).toBe(404);
    expect((await remove(token, owner.user.id)).status).toBe(404);
    expect((await get(owner.tokens.accessToken, owner.user.id)).json).toMatchObject({ name: 'Olga Owner' });
  });

  it('that are owners are out of an admin’s reach, and admins make none', async () => {
    const owner = await platform.register();
    const admin = await platform.member(owner, 'admin');
    const viewer = await platform.member(owner, 'viewer');

    expect((await change(admin.token, owner.user.id, { role: 'viewer' })).status).toBe(403);
    expect((await change(admin.token, owner.user.id, {})).status).toBe(403);
    expect((await remove(admin.token, owner.user.id)).status).toBe(403);
    expect((await create(admin.token, 'owner')).status).toBe(403);
    expect((await change(admin.token, viewer.member.id, { role: 'owner' })).status).toBe(403);
    expect((await change(admin.token, admin.member.id, { role: 'owner' })).status).toBe(403);
    expect((await change(admin.token, viewer.member.id, { role: 'admin' })).status).toBe(200);
    expect((await change(admin.token, admin.member.id, { role: 'analyst' })).status).toBe(200);
    expect((await create(admin.token, 'viewer')).status).toBe(403);
  });

  it('lose their sessions at once when they are disabled or removed', async () => {
    const owner = await platform.register();
    const token = owner.tokens.accessToken;
    const disabled = await platform.member(owner, 'viewer');
    const removed = await platform.member(owner, 'viewer');
    const kept = await platform.member(owner, 'viewer');

    expect((await change(token, disabled.member.id, { status: 'disabled' })).status).toBe(200);
    expect((await remove(token, removed.member.id)).status).toBe(204);

    expect(await meStatus(disabled.token)).toBe(401);
    expect(await meStatus(removed.token)).toBe(401);
    expect(await meStatus(kept.token)).toBe(200);
    expect((await change(token, disabled.member.id, { status: 'active' })).status).toBe(200);
    expect(await meStatus(disabled.token)).toBe(401);
    expect((await get(token, removed.member.id)).status).toBe(404);
  });

  it('have a new role from the next call on', async () => {
    const owner = await platform.register();
    const { member, token } = await platform.member(owner, 'viewer');
    expect((await create(token, 'viewer')).status).toBe(403);

    await change(owner.tokens.accessToken, member.id, { role: 'admin' });

    expect((await create(token, 'viewer')).status).toBe(201);
  });

  it('are changed only while If-Match fits', async () => {
    const owner = await platform.register();
    const token = owner.tokens.accessToken;
    const { member } = await platform.member(owner, 'viewer');
    const before = await get(token, member.id);
    const etag = String(before.headers['etag']);

    const renamed = await change(token, member.id, { name: 'First' }, { 'if-match': etag });

    expect(renamed.status).toBe(200);
    expect(renamed.headers['etag']).toBe((await get(token, member.id)).headers['etag']);
    expect((await change(token, member.id, { name: 'Second' }, { 'if-match': etag })).status).toBe(412);
    expect((await get(token, member.id)).json).toMatchObject({ name: 'First' });
  });
});

describe('the last owner', () => {
  it('stays', async () => {
    const { tokens, user } = await platform.register();
    const token = tokens.accessToken;

    expect((await change(token, user.id, { role: 'admin' })).status).toBe(409);
    expect((await change(token, user.id, { status: 'disabled' })).status).toBe(409);
    expect((await remove(token, user.id)).status).toBe(409);
    expect((await get(token, user.id)).json).toMatchObject({ role: 'owner', status: 'active' });
  });

  it('may go when there is another, but not when the other is disabled', async () => {
    const { first, second } = await withSecondOwner();
    const token = first.tokens.accessToken;
    await change(token, second.id, { status: 'disabled' });
    expect((await change(token, first.user.id, { role: 'admin' })).status).toBe(409);

    await change(token, second.id, { status: 'active' });

    expect((await change(token, first.user.id, { role: 'admin' })).status).toBe(200);
  });

  it('stays when two owners demote each other at once, ten times over', async () => {
    const outcomes: number[][] = [];
    for (let round = 0; round < 10; round += 1) {
      const { first, second } = await withSecondOwner();
      const replies = await Promise.all([
        change(first.tokens.accessToken, second.id, { role: 'viewer' }),
        change(second.token, first.user.id, { role: 'viewer' }),
      ]);
      const token = replies[0].status === 200 ? first.tokens.accessToken : second.token;
      const owners = await platform.call('GET', '/members?role=owner', { token });
      expect(owners.json).toMatchObject({ total: 1 });
      outcomes.push(replies.map(({ status }) => status).filter((status) => status === 200));
    }

    expect(outcomes).toEqual(Array.from({ length: 10 }, () => [200]));
  });
});
