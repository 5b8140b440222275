import type { ApiClient } from '../../../api-clients/api-client.ts';
import { type Actor, covers, dataOf, expect, test } from '../../../fixtures/index.ts';

/** The `name=value` pair of the session cookie of a new log-in by a browser that sends `cookie`. */
async function cookieOf({ api }: Actor, actor: Actor, cookie: string | null): Promise<string> {
  const client = cookie === null ? api : actor.api.withHeaders({ cookie });
  const { email, password } = actor;
  const login = await client.auth.login({ email, password, transport: 'cookie' });
  dataOf(login, 200);
  return login.exchange.setCookies[0]?.split(';')[0] ?? '';
}

/** A browser of `actor` with that cookie. */
function withCookie(actor: Actor, cookie: string): ApiClient {
  return actor.api.withHeaders({ cookie });
}

test.describe('Identifiers of sessions', { tag: '@security', annotation: covers('SESS-01') }, () => {
  test.use({ transport: 'undici' });

  test('one that was planted before the log-in is not taken over, and opens nothing after it', async ({
    anonymous,
    tenant,
  }) => {
    const viewer = await tenant.actor('viewer', { credential: 'cookie' });
    const name = (await cookieOf(anonymous, viewer, null)).replace(/=.*/, '');
    const planted = `${name}=${'A'.repeat(43)}`;

    const given = await cookieOf(anonymous, viewer, planted);

    expect(given).not.toBe(planted);
    expect(await withCookie(viewer, planted).auth.me()).toBeRefused(401);
    expect(await withCookie(viewer, given).auth.me()).toSucceed(200);
  });

  test('a log-in over an open session gives another and ends that one, and no other browser’s', async ({
    anonymous,
    tenant,
  }) => {
    const viewer = await tenant.actor('viewer', { credential: 'cookie' });
    const elsewhere = await cookieOf(anonymous, viewer, null);
    const before = await cookieOf(anonymous, viewer, null);

    const after = await cookieOf(anonymous, viewer, before);

    expect(after).not.toBe(before);
    expect(await withCookie(viewer, before).auth.me()).toBeRefused(401);
    expect(await withCookie(viewer, after).auth.me()).toSucceed(200);
    expect(await withCookie(viewer, elsewhere).auth.me()).toSucceed(200);
  });

  test('a log-in that fails leaves the open session as it is', async ({ anonymous, tenant }) => {
    const viewer = await tenant.actor('viewer', { credential: 'cookie' });
    const open = await cookieOf(anonymous, viewer, null);
    const { email } = viewer;

    const failed = await withCookie(viewer, open).auth.login({
      email,
      password: 'not the password',
      transport: 'cookie',
    });

    expect(failed).toBeRefused(401);
    expect(failed.exchange.setCookies).toEqual([]);
    expect(await withCookie(viewer, open).auth.me()).toSucceed(200);
  });
});
