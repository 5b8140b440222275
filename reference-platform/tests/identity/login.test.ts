import { performance } from 'node:perf_hooks';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  freshEmail,
  password,
  startIdentityPlatform,
  tokensOf,
  type IdentityPlatform,
} from './identity-platform.ts';

let platform: IdentityPlatform;

beforeAll(async () => {
  platform = await startIdentityPlatform();
});

afterAll(() => platform.stop());

const loginBody = (email: string, given = password, extra: object = {}) => ({
  body: { email, password: given, ...extra },
});

/** A log-in's answer without what differs from call to call. */
async function loginAnswer(email: string, given: string) {
  const reply = await platform.call('POST', '/auth/login', loginBody(email, given));
  const problem = z.object({ traceId: z.string() }).loose().parse(reply.json);
  const headers = { ...reply.headers, 'x-request-id': '', date: '' };
  return { status: reply.status, problem: { ...problem, traceId: '' }, headers };
}

async function failures(email: string, count: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let attempt = 0; attempt < count; attempt += 1) {
    statuses.push((await platform.call('POST', '/auth/login', loginBody(email, 'a wrong password'))).status);
  }
  return statuses;
}

const statusOf = async (email: string, given = password, extra: object = {}) =>
  (await platform.call('POST', '/auth/login', loginBody(email, given, extra))).status;

describe('registration and log-in', () => {
  it('registers a tenant on the trial plan with its owner, logged in', async () => {
    const email = freshEmail();
    const reply = await platform.call('POST', '/auth/register', {
      body: { tenantName: 'Acme', name: 'Ann', email: email.toUpperCase(), password },
    });

    expect(reply.status).toBe(201);
    expect(reply.headers['location']).toBe('/api/v1/tenant');
    expect(reply.json).toMatchObject({
      user: { email, name: 'Ann', role: 'owner', status: 'active', mfaEnabled: false, lastLoginAt: null },
      tenant: { name: 'Acme', plan: 'trial', status: 'active' },
      tokens: { tokenType: 'Bearer' },
      csrfToken: null,
    });
  });

  it('refuses an address that is taken, and leaves no tenant behind', async () => {
    const { user } = await platform.register();
    const count = () =>
      platform.storage.database.direct
        .selectFrom('tenants')
        .select((expression) => expression.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
    const before = await count();

    const body = { tenantName: 'Acme', name: 'Ann', email: user.email, password };
    const reply = await platform.call('POST', '/auth/register', { body });

    expect(reply.status).toBe(409);
    expect(await count()).toEqual(before);
  });

  it('refuses unknown fields and short passwords, naming them', async () => {
    const body = {
      tenantName: 'Acme',
      name: 'Ann',
      email: freshEmail(),
      password: 'short',
      role: 'operator',
    };
    const reply = await platform.call('POST', '/auth/register', { body });

    expect(reply.status).toBe(422);
    expect(reply.json).toMatchObject({ errors: [{ pointer: '/password' }, { pointer: '/role' }] });
  });

  it('refuses a NUL byte in a name as invalid input', async () => {
    const body = { tenantName: 'Acme', name: 'A\u0000', email: freshEmail(), password };
    const reply = await platform.call('POST', '/auth/register', { body });

    expect(reply.status).toBe(422);
    expect(reply.json).toMatchObject({ errors: [{ pointer: '/name' }] });
  });

  it('gives a token that lasts as long as was asked for, to the millisecond', async () => {
    const { user } = await platform.register();
    const { accessToken } = tokensOf(await platform.login(user.email, { accessTokenTtlSeconds: 60 }));
    expect((await platform.call('GET', '/auth/me', { token: accessToken })).status).toBe(200);

    platform.advance(59_000);
    expect((await platform.call('GET', '/auth/me', { token: accessToken })).status).toBe(200);

    platform.advance(1_001);
    expect((await platform.call('GET', '/auth/me', { token: accessToken })).status).toBe(401);
  });

  it('refuses a token whose signature or claims were touched', async () => {
    const { tokens } = await platform.register();
    const [header, payload, signature] = tokens.accessToken.split('.');
    const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    const claims = z
      .record(z.string(), z.unknown())
      .parse(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()));
    const touched = Buffer.from(JSON.stringify({ ...claims, exp: 9_999_999_999 })).toString('base64url');
    const status = async (token: string) => (await platform.call('GET', '/auth/me', { token })).status;

    expect(await status(tokens.accessToken)).toBe(200);
    expect(await status(`${header}.${touched}.${signature}`)).toBe(401);
    expect(await status(`${none}.${payload}.`)).toBe(401);
    expect(await status(`${none}.${payload}.${signature}`)).toBe(401);
  });

  it('answers a wrong password, an unknown, a locked, a disabled and a suspended account alike', async () => {
    const owner = await platform.register();
    const disabled = await platform.member(owner, 'viewer');
    const path = `/members/${disabled.member.id}`;
    await platform.call('PATCH', path, { token: owner.tokens.accessToken, body: { status: 'disabled' } });
    const locked = await platform.register();
    await failures(locked.user.email, 5);
    const suspended = await platform.register();
    await platform.call('PATCH', `/operator/tenants/${suspended.tenant.id}`, {
      token: await platform.operatorToken(),
      body: { status: 'suspended' },
    });

    const unknown = await loginAnswer(freshEmail(), password);

    expect(unknown.status).toBe(401);
    expect(unknown.headers).toMatchObject({ 'www-authenticate': 'Bearer' });
    expect(await loginAnswer(owner.user.email, 'a wrong password')).toEqual(unknown);
    expect(await loginAnswer(disabled.member.email, password)).toEqual(unknown);
    expect(await loginAnswer(locked.user.email, password)).toEqual(unknown);
    expect(await loginAnswer(suspended.user.email, password)).toEqual(unknown);
    expect(await statusOf(owner.user.email)).toBe(200);
  });

  it('locks after five failures for 15 minutes, and not after four', async () => {
    const { user } = await platform.register();
    expect(await failures(user.email, 4)).toEqual([401, 401, 401, 401]);
    expect(await statusOf(user.email)).toBe(200);

    expect(await failures(user.email, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(await statusOf(user.email)).toBe(401);

    platform.advance(15 * 60_000 - 5_000);
    expect(await statusOf(user.email)).toBe(401);
    platform.advance(5_001);
    expect(await statusOf(user.email)).toBe(200);
  });

  it('counts parallel failures one by one', async () => {
    const { user } = await platform.register();
    const attempts = Array.from({ length: 5 }, () => statusOf(user.email, 'a wrong password'));

    expect(await Promise.all(attempts)).toEqual([401, 401, 401, 401, 401]);

    expect(await statusOf(user.email)).toBe(401);
  });

  it('takes as long for an unknown address as for a known one', async () => {
    const { user } = await platform.register();
    const unknown = freshEmail();
    const time = async (email: string) => {
      const started = performance.now();
      await statusOf(email, 'a wrong password');
      return performance.now() - started;
    };
    const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    const known: number[] = [];
    const missing: number[] = [];
    await time(user.email);
    await time(unknown);
    for (let round = 0; round < 15; round += 1) {
      known.push(await time(user.email));
      missing.push(await time(unknown));
    }

    const ratio = median(missing) / median(known);

    // A skipped hash would be below 0.3; the two differ by noise alone.
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.6);
  });
});

describe('the second factor', () => {
  const begin = (token: string, currentPassword = password) =>
    platform.call('POST', '/auth/mfa', { token, body: { currentPassword } });

  async function enrolled() {
    const owner = await platform.register();
    const token = owner.tokens.accessToken;
    const reply = await begin(token);
    expect(reply.status).toBe(201);
    const { secret } = z.object({ secret: z.string(), otpauthUrl: z.string() }).parse(reply.json);
    const code = () =>
      new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 }).generate({
        timestamp: platform.now().getTime(),
      });
    return { owner, token, code };
  }

  it('is asked for once it was verified, and a code counts once', async () => {
    const { owner, token, code } = await enrolled();
    const { email } = owner.user;
    expect(await statusOf(email)).toBe(200);

    const first = code();
    expect((await platform.call('POST', '/auth/mfa/verify', { token, body: { code: first } })).status).toBe(
      204,
    );
    expect(await statusOf(email)).toBe(401);
    expect(await statusOf(email, password, { totp: first })).toBe(401);

    platform.advance(30_000);
    const next = code();
    expect(await statusOf(email, password, { totp: next })).toBe(200);
    expect(await statusOf(email, password, { totp: next })).toBe(401);
    expect(await statusOf(email, 'a wrong password', { totp: next })).toBe(401);
  });

  it('takes one code once when two log-ins bring it at the same time', async () => {
    const { owner, token, code } = await enrolled();
    await platform.call('POST', '/auth/mfa/verify', { token, body: { code: code() } });
    platform.advance(30_000);
    const totp = code();

    const statuses = await Promise.all([1, 2].map(() => statusOf(owner.user.email, password, { totp })));

    expect(statuses.sort()).toEqual([200, 401]);
  });

  it('refuses a wrong first code, a second enrolment, and turning off what is off', async () => {
    const { owner, token, code } = await enrolled();
    const wrong = code() === '000000' ? '000001' : '000000';
    const verify = (given: string) =>
      platform.call('POST', '/auth/mfa/verify', { token, body: { code: given } });

    const end = (given: string) =>
      platform.call('DELETE', '/auth/mfa', { token, body: { currentPassword: password, code: given } });

    expect((await end(wrong)).status).toBe(409);
    const refused = await verify(wrong);
    expect(refused.status).toBe(422);
    expect(refused.json).toMatchObject({ errors: [{ pointer: '/code' }] });
    expect((await verify(code())).status).toBe(204);
    expect((await verify(code())).status).toBe(409);
    expect((await begin(token)).status).toBe(409);
    expect((await platform.call('GET', '/auth/me', { token })).json).toMatchObject({
      user: { mfaEnabled: true },
    });
    platform.advance(30_000);
    expect((await end(code())).status).toBe(204);
    expect(await statusOf(owner.user.email)).toBe(200);
  });

  it('is begun and ended only by who knows the password, and ended only with a code', async () => {
    const { owner, token, code } = await enrolled();
    await platform.call('POST', '/auth/mfa/verify', { token, body: { code: code() } });
    platform.advance(30_000);
    const end = (currentPassword: string, given: string) =>
      platform.call('DELETE', '/auth/mfa', { token, body: { currentPassword, code: given } });
    const present = code();
    const wrong = present === '000000' ? '000001' : '000000';

    const withoutPassword = await end('not my password', present);
    const withoutCode = await end(password, wrong);

    expect(withoutPassword.json).toMatchObject({ status: 422, errors: [{ pointer: '/currentPassword' }] });
    expect(withoutCode.json).toMatchObject({ status: 422, errors: [{ pointer: '/code' }] });
    expect(await statusOf(owner.user.email)).toBe(401);
    const stranger = await platform.register();
    expect((await begin(stranger.tokens.accessToken, 'not my password')).status).toBe(422);
    expect((await end(password, present)).status).toBe(204);
    expect(platform.mails.filter(({ to }) => to === owner.user.email).map(({ subject }) => subject)).toEqual([
      'Two-step verification of your Assay account is on',
      'Two-step verification of your Assay account is off',
    ]);
  });
});

describe('a proof of who one is', () => {
  it('counts its failures like those of log-ins, and is not taken while the account is locked', async () => {
    const { user, tokens } = await platform.register();
    const change = async (currentPassword: string) =>
      (
        await platform.call('POST', '/auth/password', {
          token: tokens.accessToken,
          body: { currentPassword, newPassword: 'another long one' },
        })
      ).status;
    expect(await statusOf(user.email, 'a wrong password')).toBe(401);
    for (let failure = 2; failure <= 5; failure += 1) expect(await change('not my password')).toBe(422);

    expect(await change(password)).toBe(422);
    expect(await statusOf(user.email)).toBe(401);

    platform.advance(15 * 60_000 + 1);
    expect((await platform.login(user.email)).user.id).toBe(user.id);
  });
});
