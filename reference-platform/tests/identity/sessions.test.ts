import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { password, startIdentityPlatform, tokensOf, type IdentityPlatform } from './identity-platform.ts';

let platform: IdentityPlatform;

beforeAll(async () => {
  platform = await startIdentityPlatform();
});

afterAll(() => platform.stop());

const meStatus = async (token: string) => (await platform.call('GET', '/auth/me', { token })).status;
const sessionList = z.object({
  items: z.array(z.object({ id: z.string(), current: z.boolean(), transport: z.string() })),
  total: z.number(),
});

async function cookieLogin(email: string) {
  const reply = await platform.call('POST', '/auth/login', {
    body: { email, password, transport: 'cookie' },
  });
  const setCookie = String(reply.headers['set-cookie']);
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(reply.json);
  return { cookie: setCookie.split(';', 1)[0] ?? '', setCookie, csrfToken };
}

describe('sessions', () => {
  it('tells a bearer caller who they are', async () => {
    const { user, tenant, tokens } = await platform.register();

    const reply = await platform.call('GET', '/auth/me', { token: tokens.accessToken });

    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({
      user: { id: user.id, role: 'owner' },
      tenant: { id: tenant.id },
      credential: { kind: 'bearer', expiresAt: tokens.accessTokenExpiresAt, scopes: null },
      csrfToken: null,
    });
  });

  it('tells an operator that they have no tenant', async () => {
    const reply = await platform.call('GET', '/auth/me', { token: await platform.operatorToken() });
    expect(reply.json).toMatchObject({ user: { role: 'operator' }, tenant: null });
  });

  it('lets a person change their own name', async () => {
    const { tokens } = await platform.register();
    const token = tokens.accessToken;

    const reply = await platform.call('PATCH', '/auth/me', { token, body: { name: 'New Name' } });

    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({ name: 'New Name' });
    expect((await platform.call('GET', '/auth/me', { token })).json).toMatchObject({
      user: { name: 'New Name' },
    });
    expect((await platform.call('PATCH', '/auth/me', { token, body: { role: 'admin' } })).status).toBe(422);
  });

  it('ends this session on log-out and no other', async () => {
    const { user, tokens } = await platform.register();
    const other = tokensOf(await platform.login(user.email));

    expect((await platform.call('POST', '/auth/logout', { token: tokens.accessToken })).status).toBe(204);

    expect(await meStatus(tokens.accessToken)).toBe(401);
    expect(await meStatus(other.accessToken)).toBe(200);
  });

  it('ends all sessions on log-out of all', async () => {
    const { user, tokens } = await platform.register();
    const other = tokensOf(await platform.login(user.email));
    const stranger = await platform.register();

    expect((await platform.call('POST', '/auth/logout-all', { token: tokens.accessToken })).status).toBe(204);

    expect(await meStatus(tokens.accessToken)).toBe(401);
    expect(await meStatus(other.accessToken)).toBe(401);
    expect(await meStatus(stranger.tokens.accessToken)).toBe(200);
  });

  it('lists one’s own open sessions and ends one of them', async () => {
    const { user, tokens } = await platform.register();
    const other = tokensOf(await platform.login(user.email));
    const token = tokens.accessToken;
    const list = async () =>
      sessionList.parse((await platform.call('GET', '/auth/sessions', { token })).json);
    const before = await list();
    expect(before.items.map(({ current }) => current)).toEqual([false, true]);
    const otherId = before.items.find(({ current }) => !current)?.id ?? '';

    expect((await platform.call('DELETE', `/auth/sessions/${otherId}`, { token })).status).toBe(204);

    expect(await meStatus(other.accessToken)).toBe(401);
    expect((await list()).total).toBe(1);
    expect((await platform.call('DELETE', `/auth/sessions/${otherId}`, { token })).status).toBe(404);
  });

  it('answers a stranger’s session, an unknown one and no UUID alike', async () => {
    const { tokens } = await platform.register();
    const stranger = await platform.register();
    const theirs = sessionList.parse(
      (await platform.call('GET', '/auth/sessions', { token: stranger.tokens.accessToken })).json,
    ).items[0]?.id;
    const token = tokens.accessToken;
    const problemOf = async (id: string) => {
      const { status, json } = await platform.call('DELETE', `/auth/sessions/${id}`, { token });
      const { title, detail } = z.object({ title: z.string(), detail: z.string() }).parse(json);
      return { status, title, detail };
    };

    const unknown = await problemOf('01934f5e-0000-7000-8000-000000000001');

    expect(unknown.status).toBe(404);
    expect(await problemOf(theirs ?? '')).toEqual(unknown);
    expect(await problemOf('7')).toEqual(unknown);
    expect(await meStatus(stranger.tokens.accessToken)).toBe(200);
  });

  it('changes a password and ends the other sessions only', async () => {
    const { user, tokens } = await platform.register();
    const other = tokensOf(await platform.login(user.email));
    const token = tokens.accessToken;
    const change = (currentPassword: string) =>
      platform.call('POST', '/auth/password', {
        token,
        body: { currentPassword, newPassword: 'another long one' },
      });

    const wrong = await change('not my password');
    expect(wrong.status).toBe(422);
    expect(wrong.json).toMatchObject({ errors: [{ pointer: '/currentPassword' }] });
    expect(await meStatus(other.accessToken)).toBe(200);

    expect((await change(password)).status).toBe(204);
    expect(await meStatus(token)).toBe(200);
    expect(await meStatus(other.accessToken)).toBe(401);
    const login = async (given: string) =>
      (await platform.call('POST', '/auth/login', { body: { email: user.email, password: given } })).status;
    expect(await login(password)).toBe(401);
    expect(await login('another long one')).toBe(200);
  });
});

describe('the session cookie', () => {
  it('is HttpOnly, SameSite=Strict, of the whole site, and reads without a CSRF token', async () => {
    const { user } = await platform.register();
    const { cookie, setCookie, csrfToken } = await cookieLogin(user.email);

    expect(setCookie).toMatch(/^session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/);
    const me = await platform.call('GET', '/auth/me', { headers: { cookie } });
    expect(me.status).toBe(200);
    expect(me.json).toMatchObject({ credential: { kind: 'cookie' }, csrfToken });
  });

  it('changes nothing without the right CSRF token', async () => {
    const { user } = await platform.register();
    const stranger = await platform.register();
    const { cookie, csrfToken } = await cookieLogin(user.email);
    const foreign = await cookieLogin(stranger.user.email);
    const rename = async (headers: Record<string, string>) =>
      (
        await platform.call('PATCH', '/auth/me', {
          headers: { cookie, ...headers },
          body: { name: 'Renamed' },
        })
      ).status;

    expect(await rename({})).toBe(403);
    expect(await rename({ 'x-csrf-token': foreign.csrfToken })).toBe(403);
    expect((await platform.call('GET', '/auth/me', { headers: { cookie } })).json).toMatchObject({
      user: { name: 'Olga Owner' },
    });
    expect(await rename({ 'x-csrf-token': csrfToken })).toBe(200);
  });

  it('is taken away at log-out and is dead from then on', async () => {
    const { user } = await platform.register();
    const { cookie, csrfToken } = await cookieLogin(user.email);

    const reply = await platform.call('POST', '/auth/logout', {
      headers: { cookie, 'x-csrf-token': csrfToken },
    });

    expect(reply.status).toBe(204);
    expect(String(reply.headers['set-cookie'])).toMatch(
      /^session=; Max-Age=0; Path=\/; Expires=Thu, 01 Jan 1970 00:00:00 GMT/,
    );
    expect((await platform.call('GET', '/auth/me', { headers: { cookie } })).status).toBe(401);
  });

  it('ends after 12 hours', async () => {
    const { user } = await platform.register();
    const { cookie } = await cookieLogin(user.email);
    platform.advance(12 * 3_600_000 - 60_000);
    expect((await platform.call('GET', '/auth/me', { headers: { cookie } })).status).toBe(200);

    platform.advance(60_001);

    expect((await platform.call('GET', '/auth/me', { headers: { cookie } })).status).toBe(401);
  });

  it('is not asked when a bearer token is there, good or bad', async () => {
    const { user } = await platform.register();
    const stranger = await platform.register();
    const { cookie } = await cookieLogin(user.email);

    expect((await platform.call('GET', '/auth/me', { headers: { cookie }, token: 'rubbish' })).status).toBe(
      401,
    );
    const both = await platform.call('GET', '/auth/me', {
      headers: { cookie },
      token: stranger.tokens.accessToken,
    });
    expect(both.json).toMatchObject({ user: { id: stranger.user.id } });
  });
});
