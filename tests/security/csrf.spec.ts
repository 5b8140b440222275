import type { ApiClient } from '../../api-clients/api-client.ts';
import { type Actor, covers, dataOf, expect, test, type TenantHandle } from '../../fixtures/index.ts';

/** A browser session of the owner: its cookie, and a client that sends the cookie and whatever headers it is given. */
async function browserSession(
  tenant: TenantHandle,
  anonymous: Actor,
): Promise<{ csrfToken: string; setCookie: string; send: (headers?: Record<string, string>) => ApiClient }> {
  const { email, password } = tenant.owner;
  const login = await anonymous.api.auth.login({ email, password, transport: 'cookie' });
  const { csrfToken } = dataOf(login, 200);
  const [setCookie = ''] = login.exchange.setCookies;
  const cookie = setCookie.split(';')[0] ?? '';
  return {
    csrfToken: csrfToken ?? '',
    setCookie,
    send: (headers = {}) => anonymous.api.withHeaders({ cookie, ...headers }),
  };
}

// Every change is tried with the same cookie: only the token beside it differs.
test.describe(
  'Cross-site requests',
  { tag: ['@security', '@compliance'], annotation: covers('HDR-06') },
  () => {
    test.use({ transport: 'undici' });

    test('a cookie alone changes nothing, with its CSRF token it does', async ({ anonymous, tenant }) => {
      const session = await browserSession(tenant, anonymous);

      const without = await session.send().tenant.update({ name: 'Renamed by another site' });
      const withToken = await session
        .send({ 'x-csrf-token': session.csrfToken })
        .tenant.update({ name: 'Renamed by its owner' });

      expect(without).toBeRefused(403);
      expect(dataOf(withToken, 200).name).toBe('Renamed by its owner');
    });

    test('the CSRF token of another session is not taken', async ({ anonymous, tenant }) => {
      const session = await browserSession(tenant, anonymous);
      const other = await browserSession(tenant, anonymous);

      const crossed = await session
        .send({ 'x-csrf-token': other.csrfToken })
        .tenant.update({ name: 'Renamed by another session' });

      expect(crossed).toBeRefused(403);
      expect(dataOf(await tenant.owner.api.tenant.get(), 200).name).not.toBe('Renamed by another session');
      const control = await other
        .send({ 'x-csrf-token': other.csrfToken })
        .tenant.update({ name: 'Renamed' });
      expect(control).toSucceed(200);
    });

    test('a cookie reads without a CSRF token', async ({ tenant }) => {
      const viewer = await tenant.actor('viewer', { credential: 'cookie' });

      const read = await viewer.api.tenant.get();

      expect(read.exchange.requestHeaders['x-csrf-token']).toBeUndefined();

      expect(dataOf(read, 200).id).toBe(tenant.id);
    });

    test('the session cookie is out of reach of scripts and of other sites', async ({
      anonymous,
      tenant,
    }) => {
      const { setCookie } = await browserSession(tenant, anonymous);

      const attributes = setCookie
        .split(';')
        .slice(1)
        .map((attribute) => attribute.trim().toLowerCase());

      expect(attributes).toContain('httponly');
      expect(attributes).toContain('samesite=strict');
      expect(attributes).toContain('path=/');
      expect(attributes.filter((attribute) => attribute.startsWith('domain='))).toEqual([]);
    });

    test('logging out takes the cookie back', async ({ anonymous, tenant }) => {
      const session = await browserSession(tenant, anonymous);

      const logout = await session.send({ 'x-csrf-token': session.csrfToken }).auth.logout();

      expect(logout).toSucceed(204);
      expect(logout.exchange.setCookies).toHaveLength(1);
      expect(logout.exchange.setCookies[0]).toMatch(/^(?:__Host-)?session=;/);
      expect(await session.send().auth.me()).toBeRefused(401);
    });
  },
);
