import { notificationChannel } from '../../../api-clients/notifications/channel.ts';
import { covers, dataOf, expect, FOREIGN_NAMES, test } from '../../../fixtures/index.ts';

const CHANNEL = `/api/v1${notificationChannel.path}`;

test.describe(
  'WebSockets that another site’s page opens',
  { tag: ['@security', '@streaming'], annotation: covers('WS-02') },
  () => {
    test.use({ transport: 'undici' });

    test('origins that only look like the target’s own are refused, and spend no ticket', async ({
      world,
      target,
    }) => {
      const viewer = await world.alpha.actor('viewer');
      const { path } = notificationChannel;
      const { ticket } = dataOf(await viewer.api.auth.wsTicket({ path }), 200);
      const { protocol, host, hostname, origin: own } = new URL(target.url);
      const origins = [
        'https://evil.test',
        'null',
        '',
        'evil.test',
        `${own}.evil.test`,
        `${protocol}//evil${host}`,
        `${protocol}//${hostname}:1`,
        `${protocol}//evil.test/${host}`,
        `${protocol}//evil.test#${host}`,
        `${protocol}//${host.replace(hostname, `${hostname}.`)}.evil.test`,
        'file://',
      ];

      for (const origin of origins) {
        const refusal = await viewer.live.refusal(notificationChannel, { ticket, origin });
        expect.soft(refusal, `from ${origin}`).toBeRefused(403);
      }

      const live = await viewer.live.open(notificationChannel, { ticket, origin: own });
      expect((await live.next()).type).toBe('hello');
    });

    for (const name of FOREIGN_NAMES) {
      test(`a page on ${name} opens none in the browser of a signed-in user, not even with a ticket`, async ({
        world,
        target,
        openForeign,
      }) => {
        const viewer = await world.alpha.actor('viewer');
        const foreign = await openForeign(viewer, name);
        const { path } = notificationChannel;
        const { ticket } = dataOf(await viewer.api.auth.wsTicket({ path }), 200);
        const url = `${target.url.replace(/^http/, 'ws')}${CHANNEL}`;

        expect(await foreign.opensSocket(url)).toBe(false);
        expect(await foreign.opensSocket(`${url}?ticket=${ticket}`)).toBe(false);

        await foreign.page.goto(`${target.url}/login`);
        expect(await foreign.opensSocket(url)).toBe(false);
        expect(await foreign.opensSocket(`${url}?ticket=${ticket}`)).toBe(true);
      });
    }
  },
);
