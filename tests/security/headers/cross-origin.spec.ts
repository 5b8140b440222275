import { covers, expect, FOREIGN_NAMES, test } from '../../../fixtures/index.ts';

/** Origins that look like the target's own, or like nobody's. */
function originsLike(target: string): string[] {
  const { protocol, hostname, host, port } = new URL(target);
  const otherPort = Number(port || 80) === 65_535 ? 65_534 : Number(port || 80) + 1;
  return [
    'null',
    'https://evil.test',
    `https://${host}.evil.test`,
    `https://evil${host}`,
    `https://evil.test/${host}`,
    `https://${hostname}_.evil.test`,
    `${protocol}//${hostname}:${otherPort}`,
    `${protocol === 'http:' ? 'https' : 'http'}://${host}`,
    `${protocol}//${host}@evil.test`,
    'http://localhost',
    'file://',
  ];
}

/** Everything by which an answer could share itself with another origin. */
const sharing = (headers: Record<string, string>) =>
  Object.keys(headers).filter((name) => name.startsWith('access-control-') || name === 'timing-allow-origin');

test.describe('Other origins', { tag: ['@security', '@compliance'] }, () => {
  test.use({ transport: 'undici' });

  test(
    'no origin is let in by a header, whether it asks, sends or carries a cookie',
    { annotation: covers('HDR-04') },
    async ({ anonymous, world, target }) => {
      const viewer = await world.alpha.handle.actor('viewer', { credential: 'cookie' });
      const preflight = {
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'x-csrf-token,content-type',
        'access-control-request-private-network': 'true',
      };
      const tenant = { operationId: 'none', path: '/tenant' } as const;

      for (const origin of originsLike(target.url)) {
        const simple = await anonymous.api.withHeaders({ origin }).system.live();
        const asked = await anonymous.api
          .withHeaders({ origin, ...preflight })
          .call({ ...tenant, method: 'OPTIONS' });
        const carrying = await viewer.api.withHeaders({ origin }).tenant.get();

        expect.soft(sharing(simple.headers), `simple from ${origin}`).toEqual([]);
        expect.soft(asked, `preflight from ${origin}`).toBeRefused(405);
        expect.soft(sharing(asked.headers), `preflight from ${origin}`).toEqual([]);
        expect.soft(carrying, `with a cookie from ${origin}`).toSucceed(200);
        expect.soft(sharing(carrying.headers), `with a cookie from ${origin}`).toEqual([]);
      }
    },
  );

  for (const name of FOREIGN_NAMES) {
    test(
      `a page on ${name} reads nothing of a signed-in user, whose own pages do`,
      { annotation: covers('HDR-05') },
      async ({ world, target, openForeign, foreignSite }) => {
        const viewer = await world.alpha.actor('viewer');
        const foreign = await openForeign(viewer, name);
        const me = `${target.url}/api/v1/auth/me`;

        expect(await foreign.fetch(me)).toEqual({ read: false });
        expect(await foreign.fetch(me, { mode: 'no-cors' })).toEqual({ read: false });
        expect(await foreign.fetch(`${target.url}/`)).toEqual({ read: false });
        expect(await foreign.loads('script', `${target.url}/api/v1/auth/me`)).toBe(false);
        expect(await foreign.loads('link', `${target.url}/api/v1/tenant`)).toBe(false);
        expect(await foreign.loads('img', `${target.url}/icon.svg`)).toBe(false);

        expect(await foreign.fetch(foreignSite.origin(name))).toMatchObject({ read: true, status: 200 });
        await foreign.page.goto(`${target.url}/login`);
        expect(await foreign.fetch(me)).toMatchObject({ read: true, status: 200 });
        expect(await foreign.loads('img', `${target.url}/icon.svg`)).toBe(true);
      },
    );
  }
});
