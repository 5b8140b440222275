import { covers, dataOf, expect, test } from '../../fixtures/index.ts';

const NEW_PASSWORD = 'a fresh pass phrase';

test.describe('Password', { tag: '@integration' }, () => {
  test('after a change the new password signs in and the old one does not', async ({ anonymous, tenant }) => {
    const { api, email, password } = await tenant.actor('viewer');

    expect(await api.auth.changePassword({ currentPassword: password, newPassword: NEW_PASSWORD })).toSucceed(
      204,
    );

    expect(await anonymous.api.auth.login({ email, password: NEW_PASSWORD })).toSucceed(200);
    expect(await anonymous.api.auth.login({ email, password })).toBeRefused(401);
  });

  test(
    'a change ends the user’s other sessions and leaves the one that made it',
    { annotation: covers({ check: 'AUTHN-13', asvs: ['V7.4.3'] }) },
    async ({ anonymous, tenant }) => {
      const { api, email, password } = await tenant.actor('viewer');
      const { tokens } = dataOf(await anonymous.api.auth.login({ email, password }), 200);
      const other = api.withHeaders({ authorization: `Bearer ${tokens?.accessToken ?? ''}` });
      expect(await other.auth.me()).toSucceed(200);

      await api.auth.changePassword({ currentPassword: password, newPassword: NEW_PASSWORD });

      expect(await other.auth.me()).toBeRefused(401);
      expect(await api.auth.me()).toSucceed(200);
    },
  );

  test(
    'a wrong current password is refused at its field and changes nothing',
    { annotation: covers({ check: 'AUTHN-13', asvs: ['V6.2.3'] }) },
    async ({ anonymous, tenant }) => {
      const { api, email, password } = await tenant.actor('viewer');

      const result = await api.auth.changePassword({
        currentPassword: 'not the password',
        newPassword: NEW_PASSWORD,
      });

      expect(result).toBeRefused(422, { pointer: '/currentPassword' });
      expect(await anonymous.api.auth.login({ email, password })).toSucceed(200);
    },
  );

  test(
    'a new password of 11 characters is refused at its field',
    { annotation: covers({ check: 'AUTHN-12', asvs: ['V6.2.1'] }) },
    async ({ tenant }) => {
      const { api, password } = await tenant.actor('viewer');

      const result = await api.auth.changePassword({ currentPassword: password, newPassword: 'eleven-char' });

      expect(result).toBeRefused(422, { pointer: '/newPassword' });
    },
  );
});
