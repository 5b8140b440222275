import { covers, expect, test } from '../../../fixtures/index.ts';

/** Pages with charts, tables, forms and live data. */
const PAGES = [
  '/',
  '/datasets',
  '/detectors',
  '/streams',
  '/monitoring',
  '/members',
  '/account',
  '/nothing-here',
];

test.describe(
  'Third parties',
  { tag: ['@security', '@compliance'], annotation: covers({ check: 'HDR-13', asvs: ['V3.6.1', 'V14.2.3'] }) },
  () => {
    test('pages ask nobody but the target, for scripts, images, data or live channels', async ({
      world,
      target,
    }) => {
      const page = await (await world.alpha.actor('owner')).page();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      page.on('websocket', (socket) => asked.push(socket.url()));

      // Here the page stays until it asks for its live channel: those below may be left sooner.
      await Promise.all([page.waitForEvent('websocket'), page.goto('/')]);
      for (const path of PAGES) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      }

      const { host } = new URL(target.url);
      const own = asked.filter((url) => new URL(url).host === host);
      expect(own.length).toBeGreaterThan(PAGES.length);
      expect(asked.filter((url) => !own.includes(url) && !url.startsWith('data:'))).toEqual([]);
      expect(asked.filter((url) => url.startsWith('ws'))).not.toEqual([]);
    });
  },
);
