import { covers, expect, test } from '../../../fixtures/index.ts';

/** Methods that HTTP knows and no operation has. */
const UNUSED = ['TRACE', 'PROPFIND', 'MKCOL', 'COPY', 'LOCK', 'PURGE', 'SEARCH', 'LINK', 'OPTIONS'];
/** Methods that are none. */
const UNKNOWN = ['TRACK', 'DEBUG', 'FOO', 'get', 'GET/x'];
const PATHS = ['/api/v1/health/live', '/api/v1/auth/me'];
const OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override'];

test.describe('Methods', { tag: ['@security', '@compliance'] }, () => {
  test.use({ transport: 'undici' });

  test(
    'those that nobody needs are refused with the ones that there are, and echo nothing',
    { annotation: covers({ check: 'HDR-12', asvs: ['V13.4.4', 'V4.1.4'] }) },
    async ({ wire }) => {
      for (const path of PATHS) {
        for (const method of UNUSED) {
          const { status, headers, body } = await wire.request(method, path, { 'x-marked': 'echo-me' });

          expect.soft(status, `${method} ${path}`).toBe(405);
          expect.soft(headers['allow'], `${method} ${path}`).toMatch(/^GET, HEAD(, PATCH)?$/);
          expect.soft(body + JSON.stringify(headers), `${method} ${path}`).not.toContain('echo-me');
        }
      }

      expect((await wire.request('GET', '/api/v1/health/live')).status).toBe(200);
    },
  );

  test(
    'what is no method is no request: one 400, and the connection is closed',
    { annotation: covers({ check: 'HDR-12', asvs: ['V4.1.4'] }) },
    async ({ wire }) => {
      for (const method of UNKNOWN) {
        const { answers, closed } = await wire.send(
          `${method} /api/v1/health/live HTTP/1.1\r\nHost: ${wire.host}\r\n\r\n`,
        );

        expect.soft([answers.map(({ status }) => status), closed], method).toEqual([[400], true]);
      }

      const tunnel = await wire.send('CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test:443\r\n\r\n');
      expect([tunnel.answers.map(({ status }) => status), tunnel.closed]).toEqual([[400], true]);
    },
  );

  test(
    'no header, query or field makes another method of one',
    { annotation: covers({ check: 'HDR-12', asvs: ['V4.1.4'] }, { check: 'HDR-06', asvs: ['V3.5.3'] }) },
    async ({ tenant }) => {
      const { api } = tenant.owner;

      for (const name of OVERRIDES) {
        const forged = api.withHeaders({ [name]: 'DELETE' });

        expect.soft(await forged.tenant.get(), name).toSucceed(200);
        expect
          .soft(await forged.call({ operationId: 'none', method: 'POST', path: '/tenant', json: {} }), name)
          .toBeRefused(405);
      }
      const byQuery = await api.call({
        operationId: 'tenant.get',
        method: 'GET',
        path: '/tenant',
        query: { _method: 'DELETE' },
      });

      expect(byQuery).toBeRefused(422, { pointer: '/query/_method' });
      expect(await api.tenant.get()).toSucceed(200);
    },
  );
});
