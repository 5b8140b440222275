import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { enrolSecondFactor } from '../../flows/enrol-second-factor.ts';
import { totp, wrongCode } from '../../test-data/totp.ts';

test.describe('Second factor', { tag: '@integration' }, () => {
  test(
    'once it is on, the password alone does not sign in, and with the code it does',
    { annotation: covers({ check: 'AUTHN-15', asvs: ['V2.3.1'] }) },
    async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const { email, password } = viewer;
      const secret = await enrolSecondFactor(viewer);
      // The next step's code: one that has proved the enrolment need not be good twice.
      const code = totp(secret, Date.now() + 30_000);

      expect(await anonymous.api.auth.login({ email, password })).toBeRefused(401);
      expect(await anonymous.api.auth.login({ email, password, totp: wrongCode(code) })).toBeRefused(401);
      const login = dataOf(await anonymous.api.auth.login({ email, password, totp: code }), 200);
      expect(login.user.mfaEnabled).toBe(true);
    },
  );

  test('an enrolment with a wrong code is refused and leaves it off', async ({ anonymous, tenant }) => {
    const { api, email, password } = await tenant.actor('viewer');
    const { secret, otpauthUrl } = dataOf(await api.auth.enrolMfa({ currentPassword: password }), 201);

    const result = await api.auth.verifyMfa(wrongCode(totp(secret, Date.now())));

    expect(otpauthUrl).toContain(`secret=${secret}`);
    expect(result).toBeRefused(422, { pointer: '/code' });
    expect(await anonymous.api.auth.login({ email, password })).toSucceed(200);
  });

  test('it is not enrolled twice', async ({ tenant }) => {
    const viewer = await tenant.actor('viewer');
    await enrolSecondFactor(viewer);

    expect(await viewer.api.auth.enrolMfa({ currentPassword: viewer.password })).toBeRefused(409);
  });

  test('it is turned off once, and then the password is enough again', async ({ anonymous, tenant }) => {
    const viewer = await tenant.actor('viewer');
    const { api, email, password } = viewer;
    const secret = await enrolSecondFactor(viewer);
    // The next step's code: the one that proved the enrolment is used.
    const proof = { currentPassword: password, code: totp(secret, Date.now() + 30_000) };

    expect(await api.auth.disableMfa(proof)).toSucceed(204);
    expect(await api.auth.disableMfa(proof)).toBeRefused(409);

    expect(await anonymous.api.auth.login({ email, password })).toSucceed(200);
  });
});
