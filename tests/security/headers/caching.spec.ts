import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { filesOfPage } from './interface-files.ts';

const ME = '/api/v1/auth/me';

/** Addresses that a cache between browser and target could take for those of a file, and so keep. */
const LOOK_LIKE_FILES = [
  `${ME}/x.css`,
  `${ME}/x.js`,
  `${ME}.css`,
  `${ME};x.css`,
  `${ME};/x.css`,
  `${ME}%0a.css`,
  `${ME}%00.css`,
  `${ME}%23x.css`,
  `${ME}%3fx.css`,
  `${ME}%2fx.css`,
  `${ME}/..%2f..%2f..%2f..%2fassets%2fx.css`,
  `/assets/..%2fapi/v1/auth/me`,
  `/assets/%2e%2e/api/v1/auth/me`,
  `/assets/../api/v1/auth/me/x.css`,
];

test.describe('Caches', { tag: ['@security', '@compliance'], annotation: covers('HDR-08') }, () => {
  test.use({ transport: 'undici' });

  test('what a tenant gets is stored nowhere, pages and refusals neither', async ({ world, wire }) => {
    const { api } = await world.alpha.actor('owner');

    const answers = await Promise.all([
      api.auth.me(),
      api.tenant.get(),
      api.datasets.rows(world.alpha.dataset.id),
      api.datasets.export(world.alpha.dataset.id),
      api.audit.export(),
      api.system.openapi(),
      api.datasets.get(world.beta.dataset.id),
      wire.request('GET', '/'),
      wire.request('GET', '/datasets'),
      wire.request('GET', '/nothing-here'),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 404, 200, 200, 404]);
    expect(new Set(answers.map(({ headers }) => headers['cache-control']))).toEqual(new Set(['no-store']));
  });

  test('no address that looks like a file’s shows what is private, or may be kept', async ({
    world,
    wire,
  }) => {
    const viewer = await world.alpha.handle.actor('viewer', { credential: 'cookie' });
    const { exchange } = await viewer.api.auth.me();
    const cookie = exchange.requestHeaders['cookie'] ?? '';

    for (const path of LOOK_LIKE_FILES) {
      const { status, headers, body } = await wire.request('GET', path, { cookie });

      expect.soft(status, path).toBe(404);
      expect.soft(headers['cache-control'], path).toBe('no-store');
      expect.soft(body, path).not.toContain(viewer.email);
    }

    const control = await viewer.api.auth.me();
    expect(dataOf(control, 200).user?.email).toBe(viewer.email);
    expect(control.headers['cache-control']).toBe('no-store');
  });

  test(
    'files whose names say what is in them are kept for a year, others and missing ones not',
    { tag: '@reads' },
    async ({ wire }) => {
      const files = await filesOfPage(wire);
      const hashed = files.filter((file) => /^\/assets\/.+-[A-Z0-9]{8}\.(?:js|css)$/.test(file));

      const kept = await Promise.all(hashed.map((file) => wire.request('GET', file)));
      const missing = await wire.request('GET', '/assets/main-AAAAAAAA.js');
      const icon = await wire.request('GET', '/icon.svg');

      expect(kept.map(({ status, headers }) => [status, headers['cache-control']])).toEqual([
        [200, 'public, max-age=31536000, immutable'],
        [200, 'public, max-age=31536000, immutable'],
      ]);
      expect(missing).toMatchObject({ status: 404, headers: { 'cache-control': 'no-store' } });
      expect(icon).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    },
  );
});
