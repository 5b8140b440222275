import type { ApiClient } from '../../../api-clients/api-client.ts';
import { type Actor, covers, expect, test } from '../../../fixtures/index.ts';
import { enrolSecondFactor } from '../../../flows/enrol-second-factor.ts';
import { totp, wrongCode } from '../../../test-data/totp.ts';

/** So many wrong passwords for an address at the same moment; the statuses they get. */
async function guesses(anonymous: Actor, email: string, count: number): Promise<number[]> {
  const tries = Array.from({ length: count }, (_, index) =>
    anonymous.api.auth.login({ email, password: `not the password ${index}` }),
  );
  return (await Promise.all(tries)).map(({ status }) => status);
}

/** Ways to seem somebody else to a limiter that goes by what a request says of itself. */
function disguises(api: ApiClient): ApiClient[] {
  return [
    { 'x-forwarded-for': '203.0.113.7' },
    { 'x-real-ip': '203.0.113.8' },
    { forwarded: 'for=203.0.113.9;proto=https' },
    { 'x-client-ip': '203.0.113.10', 'cf-connecting-ip': '203.0.113.10' },
    { 'x-original-url': '/api/v1/health/live', 'user-agent': 'another browser' },
  ].map((headers) => api.withHeaders(headers));
}

test.describe(
  'Guessing of passwords',
  { tag: ['@security', '@strains'], annotation: covers('AUTHN-11') },
  () => {
    test.use({ transport: 'undici' });

    test('guesses at the same moment count one by one: four leave an account open, five and twenty shut it', async ({
      anonymous,
      tenant,
    }) => {
      const [four, five, twenty] = [
        await tenant.actor('viewer', { as: 'four' }),
        await tenant.actor('viewer', { as: 'five' }),
        await tenant.actor('viewer', { as: 'twenty' }),
      ];

      expect(await guesses(anonymous, four.email, 4)).toEqual(Array.from({ length: 4 }, () => 401));
      expect(await guesses(anonymous, five.email, 5)).toEqual(Array.from({ length: 5 }, () => 401));
      expect(await guesses(anonymous, twenty.email, 20)).toEqual(Array.from({ length: 20 }, () => 401));

      const login = async ({ email, password }: Actor) =>
        (await anonymous.api.auth.login({ email, password })).status;
      expect([await login(four), await login(five), await login(twenty)]).toEqual([200, 401, 401]);
    });

    test('an account is the same however its address is written and whoever the guesser seems to be', async ({
      anonymous,
      tenant,
    }) => {
      const { email, password } = await tenant.actor('viewer');
      const colleague = await tenant.actor('auditor');
      const [local = '', domain = ''] = email.split('@');
      const spellings = [
        email.toUpperCase(),
        `${local.toUpperCase()}@${domain}`,
        `${local}@${domain.toUpperCase()}`,
        `${local.slice(0, 1).toUpperCase()}${local.slice(1)}@${domain}`,
        email,
      ];
      const callers = disguises(anonymous.api);

      for (const [index, caller] of callers.entries())
        await caller.auth.login({ email: spellings[index] ?? email, password: 'not the password' });

      const statuses = await Promise.all(
        callers.flatMap((caller) =>
          spellings.map(async (spelling) => (await caller.auth.login({ email: spelling, password })).status),
        ),
      );
      expect(new Set(statuses)).toEqual(new Set([401]));
      const padded = await anonymous.api.auth.login({ email: ` ${email} `, password });
      expect(padded).toBeRefused(422, { pointer: '/email' });
      const other = await anonymous.api.auth.login({ email: colleague.email, password: colleague.password });
      expect(other).toSucceed(200);
    });

    test('an open session is no place to guess in: wrong current passwords count, and shut the account as well', async ({
      anonymous,
      tenant,
    }) => {
      const { api, email, password } = await tenant.actor('viewer');
      const newPassword = 'a fresh pass phrase';
      const prove = async (currentPassword: string) =>
        (await api.auth.changePassword({ currentPassword, newPassword })).status;

      const wrong = await Promise.all(
        Array.from({ length: 5 }, (_, index) => prove(`not the password ${index}`)),
      );

      expect(wrong).toEqual([422, 422, 422, 422, 422]);
      expect(await prove(password)).toBe(422);
      expect(await anonymous.api.auth.login({ email, password })).toBeRefused(401);
      expect(await anonymous.api.auth.login({ email, password: newPassword })).toBeRefused(401);
      // Who is in stays in: guessing shuts nobody out of what they have open.
      expect(await api.auth.me()).toSucceed(200);
    });

    test('wrong codes of a second factor count like wrong passwords', async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const { email, password } = viewer;
      const secret = await enrolSecondFactor(viewer);
      const code = totp(secret, Date.now() + 30_000);

      const wrong = await Promise.all(
        Array.from({ length: 5 }, () => anonymous.api.auth.login({ email, password, totp: wrongCode(code) })),
      );

      expect(wrong.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
      expect(await anonymous.api.auth.login({ email, password, totp: code })).toBeRefused(401);
    });
  },
);
