import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenPairSchema } from '../../src/control/identity/answers.ts';
import { password, startIdentityPlatform, tokensOf, type IdentityPlatform } from './identity-platform.ts';

let platform: IdentityPlatform;

beforeAll(async () => {
  platform = await startIdentityPlatform();
});

afterAll(() => platform.stop());

const refresh = (refreshToken: string) => platform.call('POST', '/auth/refresh', { body: { refreshToken } });
const meStatus = async (token: string) => (await platform.call('GET', '/auth/me', { token })).status;

describe('refreshing', () => {
  it('gives new tokens of the same session', async () => {
    const { tokens } = await platform.register();

    const reply = await refresh(tokens.refreshToken);

    expect(reply.status).toBe(200);
    const rotated = tokenPairSchema.parse(reply.json);
    expect(rotated.refreshToken).not.toBe(tokens.refreshToken);
    expect(await meStatus(rotated.accessToken)).toBe(200);
    expect((await refresh(rotated.refreshToken)).status).toBe(200);
  });

  it('ends the session when a spent token comes again', async () => {
    const { user, tokens } = await platform.register();
    const other = await platform.login(user.email);
    const rotated = tokenPairSchema.parse((await refresh(tokens.refreshToken)).json);

    expect((await refresh(tokens.refreshToken)).status).toBe(401);

    expect(await meStatus(rotated.accessToken)).toBe(401);
    expect((await refresh(rotated.refreshToken)).status).toBe(401);
    expect(await meStatus(other.tokens?.accessToken ?? '')).toBe(200);
  });

  it('lets one of parallel calls with one token win and ends the session, five times over', async () => {
    const { user } = await platform.register();
    for (let round = 0; round < 5; round += 1) {
      const { refreshToken } = tokensOf(await platform.login(user.email));

      const replies = await Promise.all(Array.from({ length: 6 }, () => refresh(refreshToken)));

      expect(replies.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401, 401]);
      const winner = tokenPairSchema.parse(replies.find(({ status }) => status === 200)?.json);
      expect(await meStatus(winner.accessToken)).toBe(401);
      expect((await refresh(winner.refreshToken)).status).toBe(401);
    }
  });

  it('refuses an unknown token and one of an ended session', async () => {
    const { tokens } = await platform.register();
    expect((await refresh('A'.repeat(43))).status).toBe(401);
    expect((await platform.call('POST', '/auth/logout', { token: tokens.accessToken })).status).toBe(204);

    expect((await refresh(tokens.refreshToken)).status).toBe(401);
  });

  it('refuses a token after its 30 days', async () => {
    const young = await platform.register();
    const old = await platform.register();
    platform.advance(30 * 86_400_000 - 60_000);
    expect((await refresh(young.tokens.refreshToken)).status).toBe(200);

    platform.advance(60_001);

    expect((await refresh(old.tokens.refreshToken)).status).toBe(401);
  });

  it('refuses a token of a suspended tenant and takes it again afterwards', async () => {
    const { tenant, tokens } = await platform.register();
    const token = await platform.operatorToken();
    const set = (status: string) =>
      platform.call('PATCH', `/operator/tenants/${tenant.id}`, { token, body: { status } });
    await set('suspended');
    expect((await refresh(tokens.refreshToken)).status).toBe(401);

    await set('active');

    expect((await refresh(tokens.refreshToken)).status).toBe(200);
  });

  it('gives cookie sessions no refresh token', async () => {
    const { user } = await platform.register();
    const reply = await platform.call('POST', '/auth/login', {
      body: { email: user.email, password, transport: 'cookie' },
    });
    expect(reply.json).toMatchObject({ tokens: null });
  });
});
