import { notificationChannel } from '../../../api-clients/notifications/channel.ts';
import { streamChannel } from '../../../api-clients/streams/channel.ts';
import { type Actor, covers, dataOf, expect, test } from '../../../fixtures/index.ts';

/** A new ticket of the actor's for a channel. */
async function ticketOf({ api }: Actor, path: string): Promise<string> {
  return dataOf(await api.auth.wsTicket({ path }), 200).ticket;
}

const HANDSHAKE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

test.describe('WebSocket handshakes', { tag: ['@security', '@streaming'] }, () => {
  test.use({ transport: 'undici' });

  test(
    'nothing but a ticket of this channel opens one, and that once, wherever else a credential is put',
    { annotation: covers('WS-01', { check: 'WS-03', asvs: ['V14.2.1'] }) },
    async ({ world, wire }) => {
      const viewer = await world.alpha.actor('viewer');
      const cookie = (
        await (await world.alpha.handle.actor('viewer', { credential: 'cookie' })).api.auth.me()
      ).exchange.requestHeaders['cookie'];
      const authorization = (await viewer.api.auth.me()).exchange.requestHeaders['authorization'] ?? '';
      const token = authorization.replace('Bearer ', '');
      const { path } = notificationChannel;
      const ticket = await ticketOf(viewer, path);
      const elsewhere = await ticketOf(viewer, streamChannel(await world.alpha.thing('stream')).path);
      const attempts: Record<string, { query?: string; headers?: Record<string, string> }> = {
        'no ticket': {},
        'an empty ticket': { query: '?ticket=' },
        'two tickets': { query: `?ticket=${ticket}&ticket=${ticket}` },
        'a ticket of another channel': { query: `?ticket=${elsewhere}` },
        'an access token as ticket': { query: `?ticket=${token}` },
        'an access token as token': { query: `?token=${token}` },
        'an access token as access_token': { query: `?access_token=${token}` },
        'a bearer token': { headers: { authorization } },
        'a session cookie': { headers: { cookie: cookie ?? '' } },
        'an access token as subprotocol': { headers: { 'sec-websocket-protocol': `bearer, ${token}` } },
        'a ticket as subprotocol': { headers: { 'sec-websocket-protocol': ticket } },
      };

      for (const [what, { query = '', headers }] of Object.entries(attempts)) {
        const answer = await wire.request('GET', `/api/v1${path}${query}`, { ...HANDSHAKE, ...headers });
        expect.soft(answer.status, what).toBe(401);
      }

      const live = await viewer.live.open(notificationChannel, { ticket });
      expect((await live.next()).type).toBe('hello');
      expect(await viewer.live.refusal(notificationChannel, { ticket })).toBeRefused(401);
    },
  );

  test(
    'a ticket ends with the session that it was made for, though nobody has used it',
    { annotation: covers('WS-03') },
    async ({ tenant }) => {
      const viewer = await tenant.actor('viewer');
      const colleague = await tenant.actor('viewer', { as: 'colleague' });
      const { path } = notificationChannel;
      const [ticket, theirs] = [await ticketOf(viewer, path), await ticketOf(colleague, path)];
      const issued = dataOf(await colleague.api.auth.wsTicket({ path }), 200);

      dataOf(await viewer.api.auth.logout(), 204);

      expect(await viewer.live.refusal(notificationChannel, { ticket })).toBeRefused(401);
      const live = await colleague.live.open(notificationChannel, { ticket: theirs });
      expect((await live.next()).type).toBe('hello');
      expect(issued.ticket).toMatch(/^[\w-]{40,}$/);
      expect(Date.parse(issued.expiresAt) - Date.now()).toBeLessThanOrEqual(60_000);
    },
  );

  test(
    'a malformed handshake is refused with the reason, before any ticket is spent',
    { annotation: covers({ check: 'WS-01', asvs: ['V4.4.3'] }) },
    async ({ world, wire }) => {
      const viewer = await world.alpha.actor('viewer');
      const ticket = await ticketOf(viewer, notificationChannel.path);
      const path = `/api/v1${notificationChannel.path}?ticket=${ticket}`;
      const without = (name: string) =>
        Object.fromEntries(Object.entries(HANDSHAKE).filter(([header]) => header !== name));

      const answers = [
        await wire.request('GET', path, without('sec-websocket-key')),
        await wire.request('GET', path, { ...HANDSHAKE, 'sec-websocket-key': 'short' }),
        await wire.request('GET', path, { ...HANDSHAKE, 'sec-websocket-version': '8' }),
        await wire.request('GET', path, { ...HANDSHAKE, upgrade: 'h2c' }),
        await wire.request('GET', path, without('upgrade')),
      ];

      expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 426, 426]);
      expect((await (await viewer.live.open(notificationChannel, { ticket })).next()).type).toBe('hello');
    },
  );
});
