import { notificationChannel } from '../../../api-clients/notifications/channel.ts';
import { type Actor, covers, dataOf, expect, test, type WorldTenant } from '../../../fixtures/index.ts';
import { partsOf } from '../../../test-data/json-web-token.ts';

/** One secret of each kind that the platform gives out, all of one viewer but for the key. */
async function secretsOf(tenant: WorldTenant, anonymous: Actor): Promise<Record<string, string>> {
  const viewer = await tenant.actor('viewer');
  const { email, password } = viewer;
  const { tokens } = dataOf(await anonymous.api.auth.login({ email, password }), 200);
  const browser = await anonymous.api.auth.login({ email, password, transport: 'cookie' });
  const { ticket } = dataOf(await viewer.api.auth.wsTicket({ path: notificationChannel.path }), 200);
  const { credential } = await tenant.handle.apiKey(['read']);
  return {
    'access token': tokens?.accessToken ?? '',
    'refresh token': tokens?.refreshToken ?? '',
    'session cookie': /=([^;]+)/.exec(browser.exchange.setCookies[0] ?? '')?.[1] ?? '',
    'CSRF token': dataOf(browser, 200).csrfToken ?? '',
    'WebSocket ticket': ticket,
    'API key': credential.kind === 'apiKey' ? credential.key : '',
  };
}

/** Callers of one tenant, whose own credential the tried secret takes the place of. */
interface Callers {
  bearer: Actor;
  key: Actor;
  browser: Actor;
  anonymous: Actor;
}

async function callersOf(tenant: WorldTenant, anonymous: Actor): Promise<Callers> {
  return {
    bearer: await tenant.actor('viewer'),
    key: tenant.keys.read,
    browser: await tenant.handle.actor('viewer', { credential: 'cookie' }),
    anonymous,
  };
}

/** The name of the session cookie, which depends on the target's scheme. */
function cookieNameOf({ credential }: Actor): string {
  return credential.kind === 'cookie' ? credential.cookie.replace(/=.*/, '') : '';
}

/** Each place in which a secret can be handed in, and the status that it gets there. */
const PLACES: Record<string, (callers: Callers, secret: string) => Promise<number>> = {
  'Authorization: Bearer': async ({ bearer }, secret) =>
    (await bearer.api.withHeaders({ authorization: `Bearer ${secret}` }).auth.me()).status,
  'X-API-Key': async ({ key }, secret) =>
    (await key.api.withHeaders({ 'x-api-key': secret }).auth.me()).status,
  'session cookie': async ({ browser }, secret) =>
    (await browser.api.withHeaders({ cookie: `${cookieNameOf(browser)}=${secret}` }).auth.me()).status,
  'auth.resetPassword': async ({ anonymous }, secret) =>
    // Longer than any reset token, an access token would be refused for its length.
    (await anonymous.api.auth.resetPassword({ token: secret.slice(0, 200), password: 'a fresh pass phrase' }))
      .status,
  'WebSocket handshake': async ({ bearer }, ticket) =>
    bearer.live.open(notificationChannel, { ticket }).then(
      () => 101,
      () => 401,
    ),
  'auth.refresh': async ({ anonymous }, secret) =>
    (await anonymous.api.auth.refresh(secret.slice(0, 200))).status,
};

/** What each place answers to the one kind of secret that it takes; a reset takes none of these, but a mailed one. */
const TAKEN: Record<string, Record<string, number>> = {
  'Authorization: Bearer': { 'access token': 200 },
  'X-API-Key': { 'API key': 200 },
  'session cookie': { 'session cookie': 200 },
  'auth.resetPassword': {},
  'WebSocket handshake': { 'WebSocket ticket': 101 },
  'auth.refresh': { 'refresh token': 200 },
};

test.describe('Kinds of credential', { tag: '@security' }, () => {
  test.use({ transport: 'undici' });

  for (const [place, statusAt] of Object.entries(PLACES)) {
    test(
      `${place} takes its own kind of secret and no other`,
      { annotation: covers('AUTHN-08') },
      async ({ anonymous, world }) => {
        const secrets = await secretsOf(world.alpha, anonymous);
        const callers = await callersOf(world.alpha, anonymous);

        const statuses: Record<string, number> = {};
        for (const [kind, secret] of Object.entries(secrets))
          statuses[kind] = await statusAt(callers, secret);

        const refused = Object.fromEntries(Object.keys(secrets).map((kind) => [kind, 401]));
        expect(statuses).toEqual({ ...refused, ...TAKEN[place] });
      },
    );
  }

  test(
    'an access token says who issued it, for whom, and of what type it is',
    { annotation: covers('AUTHN-08') },
    async ({ anonymous, world }) => {
      const { email, password, id } = await world.alpha.actor('viewer');

      const { tokens } = dataOf(await anonymous.api.auth.login({ email, password }), 200);

      const { header, claims } = partsOf(tokens?.accessToken ?? '');
      // The type of RFC 9068: no other token of the same issuer passes for an access token.
      expect(header['typ']).toBe('at+jwt');
      expect(claims).toMatchObject({
        iss: expect.stringMatching(/./),
        aud: expect.stringMatching(/./),
        sub: id,
      });
      expect(claims['jti']).toEqual(expect.stringMatching(/^[\w-]{22,}$/));
    },
  );
});
