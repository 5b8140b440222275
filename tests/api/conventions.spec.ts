import type { ApiClient } from '../../api-clients/api-client.ts';
import type { Method, OperationRequest } from '../../api-clients/http/transport.ts';
import type { Result } from '../../api-clients/http/result.ts';
import { covers, dataOf, expect, test } from '../../fixtures/index.ts';

const UNKNOWN_ID = '0199aaaa-0000-7000-8000-000000000000';

const createDetector = (api: ApiClient, change: Partial<OperationRequest>): Promise<Result<unknown>> =>
  api.call({ operationId: 'detectors.create', method: 'POST', path: '/detectors', ...change });

const DETECTOR = { name: 'd', algorithm: 'robust_zscore' } as const;

test.describe('Conventions', { tag: '@integration' }, () => {
  test('a path that is none of the API’s is not found', async ({ anonymous, tenant }) => {
    const request = { operationId: 'none', method: 'GET', path: '/nothing-here' } as const;

    expect(await anonymous.api.call(request)).toBeRefused(404);
    expect(await tenant.owner.api.call(request)).toBeRefused(404);
  });

  test('another method on a path is refused with those that are allowed', async ({ tenant }) => {
    const wrong = (method: Method, path: string) =>
      tenant.owner.api.call({ operationId: 'none', method, path });

    const onList = await wrong('PUT', '/datasets');
    const onLogin = await wrong('GET', '/auth/login');
    const onHealth = await wrong('DELETE', '/health/live');

    expect(onList).toBeRefused(405);
    expect(allowed(onList)).toEqual(['GET', 'POST']);
    expect(onLogin).toBeRefused(405);
    expect(allowed(onLogin)).toEqual(['POST']);
    expect(onHealth).toBeRefused(405);
    expect(allowed(onHealth)).toEqual(['GET']);
  });

  test('broken JSON is malformed', { annotation: covers('ERR-07') }, async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const json = 'application/json';

    expect(await createDetector(api, { raw: { contentType: json, content: '{"name":' } })).toBeRefused(400);
    expect(await createDetector(api, { raw: { contentType: json, content: '' } })).toBeRefused(400);
    expect(await createDetector(api, { json: DETECTOR })).toSucceed(201);
  });

  test('a body that is JSON but no object is invalid', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');

    expect(await createDetector(api, { json: [DETECTOR] })).toBeRefused(422);
    expect(await createDetector(api, { json: null })).toBeRefused(422);
    expect(await createDetector(api, { json: 'detector' })).toBeRefused(422);
  });

  test('a body of another media type is refused', { annotation: covers('ERR-07') }, async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const content = JSON.stringify(DETECTOR);

    expect(await createDetector(api, { raw: { contentType: 'text/plain', content } })).toBeRefused(415);
    expect(await createDetector(api, { raw: { contentType: 'application/xml', content } })).toBeRefused(415);
    expect(
      await createDetector(api, { raw: { contentType: 'application/json; charset=utf-8', content } }),
    ).toSucceed(201);
  });

  test('an unknown field is refused at its place, and nothing is made', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');

    expect(await createDetector(api, { json: { ...DETECTOR, isAdmin: true } })).toBeRefused(422, {
      pointer: '/isAdmin',
    });
    expect(dataOf(await api.detectors.list(), 200).total).toBe(0);
  });

  test('a missing field and one of the wrong type are refused at their places', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');

    expect(await createDetector(api, { json: { algorithm: 'robust_zscore' } })).toBeRefused(422, {
      pointer: '/name',
    });
    expect(await createDetector(api, { json: { ...DETECTOR, name: 7 } })).toBeRefused(422, {
      pointer: '/name',
    });
    expect(await createDetector(api, { json: { ...DETECTOR, seed: '42' } })).toBeRefused(422, {
      pointer: '/seed',
    });
  });

  test('an unknown query parameter is refused at its place', async ({ tenant }) => {
    const { api } = await tenant.actor('viewer');
    const list = { operationId: 'datasets.list', method: 'GET', path: '/datasets' } as const;

    expect(await api.call({ ...list, query: { colour: 'red' } })).toBeRefused(422, {
      pointer: '/query/colour',
    });
    expect(await api.call({ ...list, query: { sort: 'colour' } })).toBeRefused(422, {
      pointer: '/query/sort',
    });
    expect(await api.call({ ...list, query: { limit: 'ten' } })).toBeRefused(422, {
      pointer: '/query/limit',
    });
    expect(await api.call({ ...list, query: { sort: 'name' } })).toSucceed(200);
  });

  test(
    'an id that is unknown, another tenant’s or none at all gets the same answer',
    { annotation: covers('AZO-06') },
    async ({ tenant, world }) => {
      const { api } = await tenant.actor('viewer');

      const unknown = await api.datasets.get(UNKNOWN_ID);
      const foreign = await api.datasets.get(world.beta.dataset.id);
      const none = await api.datasets.get('not-an-id');

      expect(unknown).toBeRefused(404);
      expect(foreign).toBeRefused(404);
      expect(none).toBeRefused(404);
      expect(withoutIdentity(foreign)).toEqual(withoutIdentity(unknown));
      expect(withoutIdentity(none)).toEqual(withoutIdentity(unknown));
      expect(await (await world.beta.actor('viewer')).api.datasets.get(world.beta.dataset.id)).toSucceed(200);
    },
  );

  test(
    'rights are judged before the object, and the object before the body',
    { annotation: covers('AZF-11') },
    async ({ tenant }) => {
      const analyst = await tenant.actor('analyst');
      const viewer = await tenant.actor('viewer');
      const update = (api: ApiClient) =>
        api.call({
          operationId: 'detectors.update',
          method: 'PATCH',
          path: '/detectors/{id}',
          pathParams: { id: UNKNOWN_ID },
          json: { nonsense: true },
        });

      expect(await update(viewer.api)).toBeRefused(403);
      expect(await update(analyst.api)).toBeRefused(404);
    },
  );

  test('a stranger learns nothing of the rules for input', async ({ anonymous }) => {
    const result = await createDetector(anonymous.api, { raw: { contentType: 'text/plain', content: '{' } });

    expect(result).toBeRefused(401);
    expect(result.headers['www-authenticate']).toBe('Bearer');
  });

  test(
    'every answer has a request id of its own',
    { annotation: covers({ check: 'ERR-03', asvs: [] }) },
    async ({ anonymous }) => {
      const first = await anonymous.api.system.live();
      const second = await anonymous.api.system.live();

      expect(first.headers['x-request-id']).toMatch(/^\S{8,}$/);
      expect(second.headers['x-request-id']).toMatch(/^\S{8,}$/);
      expect(second.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
    },
  );

  test(
    'a caller’s trace id comes back in a problem',
    { annotation: covers({ check: 'ERR-03', asvs: [] }) },
    async ({ anonymous }) => {
      const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
      const traced = anonymous.api.withHeaders({ traceparent: `00-${traceId}-00f067aa0ba902b7-01` });

      const result = await traced.tenant.get();

      expect(result).toBeRefused(401);
      expect(result).toMatchObject({ problem: { traceId, instance: '/api/v1/tenant' } });
    },
  );

  test(
    'answers are neither cached nor framed nor sniffed',
    { annotation: covers({ check: 'HDR-08', asvs: ['V14.3.2'] }) },
    async ({ tenant }) => {
      const { headers } = await tenant.owner.api.tenant.get();

      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    },
  );
});

/** The methods of an `Allow` header, sorted; HEAD and OPTIONS come with GET and are left out. */
function allowed({ headers }: Result<unknown>): string[] {
  const methods = (headers['allow'] ?? '').split(',').map((method) => method.trim());
  return methods.filter((method) => method !== 'HEAD' && method !== 'OPTIONS').sort();
}

/** A refusal's body without what names the request. */
function withoutIdentity({ exchange }: Result<unknown>): unknown {
  const problem: unknown = JSON.parse(exchange.bodyText);
  return { ...(problem as object), instance: null, traceId: null };
}
