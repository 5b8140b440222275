import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { enrolSecondFactor } from '../../../flows/enrol-second-factor.ts';
import { totp, wrongCode } from '../../../test-data/totp.ts';

/** The code of the next step: the present one is used up by the enrolment. */
const nextCode = (secret: string) => totp(secret, Date.now() + 30_000);

test.describe('Second factor', { tag: '@security' }, () => {
  test.use({ transport: 'undici' });

  test(
    'a log-in that lacks the code opens nothing: no token, no cookie, no session',
    { annotation: covers({ check: 'AUTHN-15', asvs: ['V6.6.3', 'V2.3.1'] }) },
    async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const { email, password } = viewer;
      const secret = await enrolSecondFactor(viewer);
      const before = dataOf(await viewer.api.auth.sessions(), 200).total;

      const halves = [
        await anonymous.api.auth.login({ email, password }),
        await anonymous.api.auth.login({ email, password, transport: 'cookie' }),
        await anonymous.api.auth.login({ email, password, totp: wrongCode(nextCode(secret)) }),
      ];

      for (const half of halves) {
        expect(half).toBeRefused(401);
        expect(half.exchange.setCookies).toEqual([]);
        expect(half.exchange.bodyText).not.toMatch(/token|session|ticket/i);
      }
      expect(dataOf(await viewer.api.auth.sessions(), 200).total).toBe(before);
      const whole = await anonymous.api.auth.login({ email, password, totp: nextCode(secret) });
      expect(whole).toSucceed(200);
    },
  );

  test(
    'of eight log-ins with one code one passes, and the code never again',
    { annotation: covers({ check: 'AUTHN-15', asvs: ['V6.5.1'] }) },
    async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const { email, password } = viewer;
      const code = nextCode(await enrolSecondFactor(viewer));

      const logins = await Promise.all(
        Array.from({ length: 8 }, () => anonymous.api.auth.login({ email, password, totp: code })),
      );

      expect(logins.map(({ status }) => status).sort()).toEqual([
        200,
        ...Array.from({ length: 7 }, () => 401),
      ]);
      expect(await anonymous.api.auth.login({ email, password, totp: code })).toBeRefused(401);
    },
  );

  test(
    'one member’s code is not another’s',
    { annotation: covers({ check: 'AUTHN-15', asvs: ['V6.6.2'] }) },
    async ({ anonymous, tenant }) => {
      const [first, second] = [await tenant.actor('viewer'), await tenant.actor('auditor')];
      const [own, foreign] = [await enrolSecondFactor(first), await enrolSecondFactor(second)];
      const { email, password } = first;

      const crossed = await anonymous.api.auth.login({ email, password, totp: nextCode(foreign) });

      expect(crossed).toBeRefused(401);
      expect(await anonymous.api.auth.login({ email, password, totp: nextCode(own) })).toSucceed(200);
    },
  );

  test(
    'an open session is not enough to begin with one, or to end it',
    { annotation: covers('AUTHN-15', { check: 'AUTHN-13', asvs: ['V7.5.1'] }) },
    async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const { api, email, password } = viewer;
      const change = (method: 'POST' | 'DELETE', json: unknown) =>
        api.call({ operationId: 'auth.mfa', method, path: '/auth/mfa', json });

      expect(await change('POST', {})).toBeRefused(422, { pointer: '/currentPassword' });
      expect(await api.auth.enrolMfa({ currentPassword: 'not the password' })).toBeRefused(422, {
        pointer: '/currentPassword',
      });
      expect(await anonymous.api.auth.login({ email, password })).toSucceed(200);

      const secret = await enrolSecondFactor(viewer);
      const code = nextCode(secret);
      expect(await change('DELETE', { code })).toBeRefused(422, { pointer: '/currentPassword' });
      expect(await change('DELETE', { currentPassword: password })).toBeRefused(422, { pointer: '/code' });
      expect(await api.auth.disableMfa({ currentPassword: 'not the password', code })).toBeRefused(422, {
        pointer: '/currentPassword',
      });
      expect(await api.auth.disableMfa({ currentPassword: password, code: wrongCode(code) })).toBeRefused(
        422,
        {
          pointer: '/code',
        },
      );
      expect(await anonymous.api.auth.login({ email, password })).toBeRefused(401);

      expect(await api.auth.disableMfa({ currentPassword: password, code })).toSucceed(204);
      expect(await anonymous.api.auth.login({ email, password })).toSucceed(200);
    },
  );
});
