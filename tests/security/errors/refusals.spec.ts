import { covers, expect, test } from '../../../fixtures/index.ts';

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACED = { traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` };
const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

interface Refused {
  request: [method: string, path: string, headers?: Record<string, string>];
  status: number;
  type: string;
}

/** Refusals by every part that may answer before an operation does: router, file server, method table, handshake. */
const REFUSED: Record<string, Refused> = {
  'an unknown operation': { request: ['GET', '/api/v1/nothing'], status: 404, type: 'not-found' },
  'another version': { request: ['GET', '/api/v9/tenant'], status: 404, type: 'not-found' },
  'a path that cannot be decoded': { request: ['GET', '/api/v1/%zz'], status: 404, type: 'not-found' },
  'a path far too long': {
    request: ['GET', `/api/v1/datasets/${'a'.repeat(4_000)}`],
    status: 404,
    type: 'not-found',
  },
  'a file that there is not': { request: ['GET', '/assets/nothing.js'], status: 404, type: 'not-found' },
  'a form sent to a page': {
    request: ['POST', '/login', { 'content-length': '0' }],
    status: 404,
    type: 'not-found',
  },
  'another method': { request: ['DELETE', '/api/v1/auth/me'], status: 405, type: 'method-not-allowed' },
  'a stranger': { request: ['GET', '/api/v1/tenant'], status: 401, type: 'unauthenticated' },
  'a bad token': {
    request: ['GET', '/api/v1/tenant', { authorization: 'Bearer swordfish-1234567890' }],
    status: 401,
    type: 'unauthenticated',
  },
  'a handshake without a ticket': {
    request: ['GET', '/api/v1/notifications/live', UPGRADE],
    status: 401,
    type: 'unauthenticated',
  },
  'a handshake with a bad ticket': {
    request: ['GET', '/api/v1/notifications/live?ticket=swordfish-1234567890', UPGRADE],
    status: 401,
    type: 'unauthenticated',
  },
  'a channel without an upgrade': {
    request: ['GET', '/api/v1/notifications/live'],
    status: 426,
    type: 'upgrade-required',
  },
};

test.use({ transport: 'undici' });

test.describe('Refusals', { tag: '@security' }, () => {
  test(
    'whichever part refuses, it is one kind of problem, with the caller’s trace and an id of its own',
    { annotation: covers('ERR-03') },
    async ({ wire }) => {
      const ids = new Set<string>();

      for (const [what, { request, status, type }] of Object.entries(REFUSED)) {
        const [method, path, headers = {}] = request;
        const answer = await wire.request(method, path, { ...TRACED, ...headers });
        ids.add(answer.headers['x-request-id'] ?? '');

        expect.soft(answer.status, what).toBe(status);
        expect.soft(answer.headers['content-type'], what).toBe('application/problem+json; charset=utf-8');
        expect.soft(JSON.parse(answer.body), what).toEqual({
          type: `urn:problem:${type}`,
          title: expect.stringMatching(/^[A-Z][\w ]+$/) as unknown,
          status,
          detail: expect.stringMatching(/^\S.{10,200}\.$/) as unknown,
          instance: path.split('?')[0],
          traceId: TRACE_ID,
        });
      }

      expect(ids.size).toBe(Object.keys(REFUSED).length);
    },
  );

  test(
    'a secret that was sent does not come back in the refusal of it',
    { annotation: covers('ERR-02') },
    async ({ world, anonymous }) => {
      const { api } = await world.alpha.actor('owner');
      const secret = 'swordfish-1234567890';
      const login = { operationId: 'auth.login', method: 'POST', path: '/auth/login' } as const;
      const json = (content: string) => ({ raw: { contentType: 'application/json', content } });

      const refusals = {
        broken: await anonymous.api.call({ ...login, ...json(`{"password":"${secret}"`) }),
        unquoted: await anonymous.api.call({ ...login, ...json(`{"password":${secret}}`) }),
        'of a wrong type': await anonymous.api.call({ ...login, json: { email: 7, password: [secret] } }),
        'in the wrong field': await anonymous.api.call({
          ...login,
          json: { email: secret, password: secret },
        }),
        'wrong password': await anonymous.api.call({
          ...login,
          json: { email: 'nobody@example.test', password: secret, transport: 'bearer' },
        }),
        'in a query': await api.call({
          operationId: 'datasets.list',
          method: 'GET',
          path: '/datasets',
          query: { sort: secret, limit: secret },
        }),
        'in a header': await api.withHeaders({ authorization: `Bearer ${secret}` }).tenant.get(),
      };

      const statuses = Object.values(refusals).map(({ status }) => status);
      expect(statuses).toEqual([400, 400, 422, 422, 401, 422, 401]);
      // Its beginning is enough: readers of JSON quote a few characters.
      for (const [how, { exchange }] of Object.entries(refusals))
        expect.soft(exchange.bodyText, how).not.toContain('swordf');
    },
  );
});
