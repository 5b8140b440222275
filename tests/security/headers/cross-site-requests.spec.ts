import { z } from 'zod';
import { covers, dataOf, expect, FOREIGN_NAMES, type Learned, test } from '../../../fixtures/index.ts';

/** The token that the interface sends with changes. */
function csrfTokenIn(me: Learned): string {
  const body: unknown = JSON.parse(me.read ? me.body : '{}');
  return z.looseObject({ csrfToken: z.string() }).parse(body).csrfToken;
}

const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'] as const;
/** Changes that need no body: whatever is sent along, a browser would let a page ask for them anywhere. */
const BODILESS = ['/notifications/read-all', '/auth/logout', '/auth/logout-all'] as const;
const JSON_BODY = '{"name":"Renamed by another site"}';

test.describe(
  'Requests that another site’s page sends',
  { tag: ['@security', '@compliance'], annotation: covers('HDR-06') },
  () => {
    test.use({ transport: 'undici' });

    for (const name of FOREIGN_NAMES) {
      test(`a page on ${name} changes nothing of a signed-in owner, by form, by fetch or by leading there`, async ({
        tenant,
        target,
        openForeign,
      }) => {
        const { owner } = tenant;
        const before = dataOf(await owner.api.tenant.get(), 200);
        const api = `${target.url}/api/v1`;
        const foreign = await openForeign(owner, name);

        for (const enctype of FORMS) {
          await foreign.submitForm(
            `${api}/detectors?_=${enctype}`,
            { '{"name":"x","ignored":"': '"}' },
            enctype,
          );
        }
        for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json']) {
          const sent = { body: JSON_BODY, headers: { 'content-type': type } };
          await foreign.fetch(`${api}/tenant`, { ...sent, method: 'POST', mode: 'no-cors' });
          await foreign.fetch(`${api}/tenant?_method=PATCH`, { ...sent, method: 'POST', mode: 'no-cors' });
          await foreign.fetch(`${api}/tenant`, { ...sent, method: 'PATCH' });
          for (const path of BODILESS) {
            await foreign.fetch(`${api}${path}`, { ...sent, method: 'POST', mode: 'no-cors' });
          }
        }
        for (const path of ['/auth/logout', '/auth/logout-all', '/tenant?_method=DELETE']) {
          await foreign.page.goto(`${api}${path}`);
        }

        expect(dataOf(await owner.api.tenant.get(), 200)).toEqual(before);
        expect(dataOf(await owner.api.detectors.list(), 200).total).toBe(0);
        const read = await owner.api.audit.list({ action: 'notifications.readAll', outcome: 'allowed' });
        expect(dataOf(read, 200).total).toBe(0);
        await foreign.page.goto(`${target.url}/login`);
        const me = await foreign.fetch(`${api}/auth/me`);
        expect(me).toMatchObject({ read: true, status: 200 });
        expect(csrfTokenIn(me)).not.toBe('');
      });
    }

    test('a page of the target’s own changes the same, with its token and not without', async ({
      tenant,
      target,
      openForeign,
    }) => {
      const own = await openForeign(tenant.owner, '127.0.0.1');
      await own.page.goto(`${target.url}/login`);
      const api = `${target.url}/api/v1`;
      const me = await own.fetch(`${api}/auth/me`);
      const headers = { 'content-type': 'application/json' };
      const renaming = { method: 'PATCH', body: '{"name":"Renamed by its owner"}', headers };

      const without = await own.fetch(`${api}/tenant`, renaming);
      const withToken = await own.fetch(`${api}/tenant`, {
        ...renaming,
        headers: { ...headers, 'x-csrf-token': csrfTokenIn(me) },
      });

      expect(without).toMatchObject({ read: true, status: 403 });
      expect(withToken).toMatchObject({ read: true, status: 200 });
      expect(dataOf(await tenant.owner.api.tenant.get(), 200).name).toBe('Renamed by its owner');
    });
  },
);
