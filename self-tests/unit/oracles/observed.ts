import type { Exchange } from '../../../api-clients/http/exchange.ts';
import { judge } from '../../../oracles/passive/judge.ts';
import type { Observed } from '../../../oracles/passive/oracle.ts';

/** Canary of the caller's tenant. */
export const OWN = 'cnry00000000000000aa';
export const FOREIGN = 'cnry00000000000000bb';
export const TOKEN = `eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.${'x'.repeat(30)}`;
/** Headers of an answer of the API as they should be. */
export const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-request-id': '1',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=()',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** A good exchange of a viewer, but for what is given. */
export function observed(exchange: Partial<Exchange> = {}, rest: Partial<Observed> = {}): Observed {
  return {
    exchange: {
      operationId: 'things.get',
      method: 'GET',
      url: 'http://target.test/api/v1/things/1',
      path: '/things/{id}',
      requestHeaders: {},
      requestBody: null,
      status: 200,
      responseHeaders: HEADERS,
      setCookies: [],
      bodyText: `{"name":"${OWN}"}`,
      durationMs: 1,
      startedAt: '2026-11-21T08:00:00.000Z',
      actor: 'viewer',
      ...exchange,
    },
    caller: { name: 'viewer', canary: OWN, seesAllTenants: false },
    operation: {
      id: 'things.get',
      method: 'GET',
      path: '/things/{id}',
      pathParameters: ['id'],
      queryParameters: [],
      requestBody: new Map(),
      responses: new Map([
        [200, new Map([['application/json', {}]])],
        [204, new Map()],
        [404, new Map([['application/json', {}]])],
        [503, new Map([['application/json', {}]])],
      ]),
    },
    surface: 'api',
    targetOrigin: 'http://target.test',
    toleratedServerErrors: [],
    ...rest,
  };
}

/** A file of the web interface. */
export const WEB = { surface: 'web', operation: undefined } as const;

/** What the oracles say of such an exchange, each line with the name of its oracle. */
export const objections = (...args: Parameters<typeof observed>) =>
  judge(observed(...args)).map(({ oracle, objection }) => `${oracle}: ${objection}`);
