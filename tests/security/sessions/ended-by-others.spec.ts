import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';

test.describe('Sessions that others end', { tag: '@security' }, () => {
  test.use({ transport: 'undici' });

  test(
    'an admin ends all sessions of a member by disabling them, and enabling revives none',
    { annotation: covers({ check: 'SESS-06', asvs: ['V7.4.5'] }) },
    async ({ anonymous, tenant }) => {
      const admin = await tenant.actor('admin');
      const viewer = await tenant.actor('viewer');
      const browser = await tenant.actor('viewer', { credential: 'cookie' });
      const { email, id, password } = viewer;
      const { tokens } = dataOf(await anonymous.api.auth.login({ email, password }), 200);

      dataOf(await admin.api.members.update(id, { status: 'disabled' }), 200);
      dataOf(await admin.api.members.update(id, { status: 'active' }), 200);

      expect(await viewer.api.auth.me()).toBeRefused(401);
      expect(await browser.api.auth.me()).toBeRefused(401);
      expect(await anonymous.api.auth.refresh(tokens?.refreshToken ?? '')).toBeRefused(401);
      expect(await admin.api.auth.me()).toSucceed(200);
      expect(await anonymous.api.auth.login({ email, password })).toSucceed(200);
    },
  );

  test(
    'a member whose role changes keeps the session, and has the rights of the new role at the next call',
    { annotation: covers('SESS-05') },
    async ({ tenant }) => {
      const member = await tenant.actor('admin', { as: 'changing' });
      const create = async () =>
        (await member.api.apiKeys.create({ name: 'made by the role', scopes: ['read'] })).status;
      const turn = async (role: 'viewer' | 'admin') =>
        dataOf(await tenant.owner.api.members.update(member.id, { role }), 200);
      expect(await create()).toBe(201);

      await turn('viewer');
      const demoted = await create();
      await turn('admin');

      expect(demoted).toBe(403);
      expect(await create()).toBe(201);
      expect(dataOf(await member.api.auth.me(), 200).user?.role).toBe('admin');
    },
  );
});
