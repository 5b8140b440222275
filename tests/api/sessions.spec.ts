import type { ApiClient } from '../../api-clients/api-client.ts';
import type { Authenticated } from '../../api-clients/auth/schemas.ts';
import { covers, dataOf, expect, test, type Actor } from '../../fixtures/index.ts';

/** One more session of `actor`, with a client that uses its access token. */
async function signIn(anonymous: Actor, actor: Actor): Promise<{ api: ApiClient; refreshToken: string }> {
  const { email, password } = actor;
  const { tokens }: Authenticated = dataOf(await anonymous.api.auth.login({ email, password }), 200);
  return {
    api: actor.api.withHeaders({ authorization: `Bearer ${tokens?.accessToken ?? ''}` }),
    refreshToken: tokens?.refreshToken ?? '',
  };
}

test.describe('Sessions', { tag: '@integration' }, () => {
  test('a refresh token is traded for a new pair that works', async ({ anonymous, tenant }) => {
    const viewer = await tenant.actor('viewer');
    const { refreshToken } = await signIn(anonymous, viewer);

    const pair = dataOf(await anonymous.api.auth.refresh(refreshToken), 200);

    const renewed = viewer.api.withHeaders({ authorization: `Bearer ${pair.accessToken}` });
    expect(pair.refreshToken).not.toBe(refreshToken);
    expect(await renewed.auth.me()).toSucceed(200);
  });

  test(
    'a refresh token that is used twice ends its whole session',
    { annotation: covers('SESS-03') },
    async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const { refreshToken } = await signIn(anonymous, viewer);
      const pair = dataOf(await anonymous.api.auth.refresh(refreshToken), 200);

      const reused = await anonymous.api.auth.refresh(refreshToken);

      const renewed = viewer.api.withHeaders({ authorization: `Bearer ${pair.accessToken}` });
      expect(reused).toBeRefused(401);
      expect(await renewed.auth.me()).toBeRefused(401);
      expect(await anonymous.api.auth.refresh(pair.refreshToken)).toBeRefused(401);
    },
  );

  test(
    'logging out ends the session at once, and that one alone',
    { annotation: covers('SESS-02') },
    async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const first = await signIn(anonymous, viewer);
      const second = await signIn(anonymous, viewer);

      expect(await first.api.auth.logout()).toSucceed(204);

      expect(await first.api.auth.me()).toBeRefused(401);
      expect(await anonymous.api.auth.refresh(first.refreshToken)).toBeRefused(401);
      expect(await second.api.auth.me()).toSucceed(200);
    },
  );

  test(
    'logging out everywhere ends every session of the user, and nobody else’s',
    { annotation: covers('SESS-02') },
    async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const auditor = await tenant.actor('auditor');
      const first = await signIn(anonymous, viewer);
      const second = await signIn(anonymous, viewer);

      expect(await first.api.auth.logoutAll()).toSucceed(204);

      expect(await first.api.auth.me()).toBeRefused(401);
      expect(await second.api.auth.me()).toBeRefused(401);
      expect(await auditor.api.auth.me()).toSucceed(200);
    },
  );

  test(
    'a user sees the own sessions, marked which one is asking',
    { annotation: covers({ check: 'SESS-06', asvs: ['V7.5.2'] }) },
    async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const { api } = await signIn(anonymous, viewer);

      const seenByViewer = dataOf(await viewer.api.auth.sessions(), 200);
      const seenByOther = dataOf(await api.auth.sessions(), 200);

      const current = (page: typeof seenByViewer) => page.items.filter((session) => session.current);
      expect(seenByViewer.total).toBe(2);
      expect(current(seenByViewer)).toHaveLength(1);
      expect(current(seenByOther)).toHaveLength(1);
      expect(current(seenByViewer)[0]?.id).not.toBe(current(seenByOther)[0]?.id);
    },
  );

  test(
    'a user ends another of the own sessions at once',
    { annotation: covers({ check: 'SESS-06', asvs: ['V7.5.2'] }) },
    async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const { api } = await signIn(anonymous, viewer);
      const sessions = dataOf(await viewer.api.auth.sessions(), 200);
      const [other] = sessions.items.filter((session) => !session.current);

      expect(await viewer.api.auth.revokeSession(other?.id ?? '')).toSucceed(204);

      expect(await api.auth.me()).toBeRefused(401);
      expect(await viewer.api.auth.me()).toSucceed(200);
    },
  );

  test('a colleague’s session looks like one that never was', async ({ tenant }) => {
    const viewer = await tenant.actor('viewer');
    const sessions = dataOf(await tenant.owner.api.auth.sessions(), 200);
    const ownersSession = sessions.items[0]?.id ?? '';

    const colleague = await viewer.api.auth.revokeSession(ownersSession);
    const unknown = await viewer.api.auth.revokeSession('0199aaaa-0000-7000-8000-000000000000');

    expect(colleague).toBeRefused(404);
    expect(unknown).toBeRefused(404);
    expect(await tenant.owner.api.auth.me()).toSucceed(200);
  });

  test(
    'a cookie session changes nothing without its CSRF token',
    { annotation: covers({ check: 'HDR-06', asvs: ['V3.5.1'] }) },
    async ({ anonymous, tenant }) => {
      const { email, password } = await tenant.actor('viewer');
      const login = await anonymous.api.auth.login({ email, password, transport: 'cookie' });
      const csrfToken = dataOf(login, 200).csrfToken ?? '';
      const cookie = login.exchange.setCookies[0]?.split(';')[0] ?? '';
      const browser = anonymous.api.withHeaders({ cookie });

      expect(await browser.auth.sessions()).toSucceed(200);
      expect(await browser.auth.updateMe({ name: 'Renamed' })).toBeRefused(403);
      expect(
        await browser.withHeaders({ 'x-csrf-token': `${csrfToken}x` }).auth.updateMe({ name: 'Renamed' }),
      ).toBeRefused(403);
      expect(
        await browser.withHeaders({ 'x-csrf-token': csrfToken }).auth.updateMe({ name: 'Renamed' }),
      ).toSucceed(200);
    },
  );

  test(
    'a bad token is not passed over in favour of a good API key',
    { annotation: covers({ check: 'AUTHN-02', asvs: ['V9.1.1'] }) },
    async ({ tenant }) => {
      const key = await tenant.apiKey(['read']);

      expect(await key.api.datasets.list()).toSucceed(200);
      expect(await key.api.withHeaders({ authorization: 'Bearer nonsense' }).datasets.list()).toBeRefused(
        401,
      );
    },
  );
});
