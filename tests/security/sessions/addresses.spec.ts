import { notificationChannel } from '../../../api-clients/notifications/channel.ts';
import { covers, expect, test } from '../../../fixtures/index.ts';

test.describe(
  'Addresses that a browser asks for',
  { tag: '@security', annotation: covers('SESS-09') },
  () => {
    test('hold no password, e-mail address, cookie or token, nor does any Referer', async ({
      openSignedOut,
      tenant,
    }) => {
      const viewer = await tenant.actor('viewer');
      const { email, password } = viewer;
      const { account, heading, login, navigation, page } = await openSignedOut(tenant);
      const texts: string[] = [];
      const sockets: string[] = [];
      page.on('request', (request) => texts.push(request.url(), request.headers()['referer'] ?? ''));
      page.on('websocket', (socket) => sockets.push(socket.url()));

      await login.goto();
      await login.signIn({ email, password });
      await expect(heading).toHaveText('Overview');
      const cookies = await page.context().cookies();
      await account.goto();
      await expect(heading).toHaveText('Account');
      await expect.poll(() => sockets.length).toBeGreaterThan(0);
      await navigation.signOut();
      await expect(page).toHaveURL('/login');

      const secrets = [email, encodeURIComponent(email), password, ...cookies.map(({ value }) => value)];
      const leaks = [...texts, ...sockets].filter((text) => secrets.some((secret) => text.includes(secret)));
      expect(secrets).toHaveLength(4);
      expect(texts.length).toBeGreaterThan(10);
      expect(leaks).toEqual([]);
      // What a socket's address does hold is a ticket that its opening has spent.
      const tickets = sockets.map((url) => new URL(url).searchParams.get('ticket') ?? '');
      for (const ticket of tickets)
        expect(await viewer.live.refusal(notificationChannel, { ticket })).toBeRefused(401);
    });
  },
);
