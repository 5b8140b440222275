import type { Result } from '../../api-clients/http/result.ts';
import { covers, dataOf, expect, test } from '../../fixtures/index.ts';

const UNKNOWN_ID = '0199aaaa-0000-7000-8000-000000000000';
const DETECTOR = { name: 'd', algorithm: 'robust_zscore' } as const;
const NEW_DETECTOR = { operationId: 'detectors.create', method: 'POST', path: '/detectors' } as const;
/** Bytes of the largest JSON body that the platform takes. */
const JSON_LIMIT = 5 * 1024 * 1024;

/** A sentence for the caller. */
const SENTENCE: unknown = expect.stringMatching(/^\S.{10,200}\.$/);

interface Shape {
  status: number;
  type: string;
  title: string;
  instance: string;
  traceId: string;
  errors?: { pointer: string; detail: unknown }[];
}

/** Exactly the members of a problem, with these values, and no header that tells what runs inside. */
function expectProblem({ exchange, headers }: Result<unknown>, { type, ...shape }: Shape): void {
  const body: unknown = JSON.parse(exchange.bodyText);
  expect(body).toEqual({ ...shape, type: `urn:problem:${type}`, detail: SENTENCE });
  expect(exchange.status).toBe(shape.status);
  expect(headers).toMatchObject({
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  });
  expect(Object.keys(headers)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(server|x-powered-by|via)$/)]),
  );
}

test.use({ tenantPlan: 'trial', transport: 'undici' });

test.describe(
  'The shape of an error',
  { tag: ['@integration', '@regression'], annotation: covers('ERR-03') },
  () => {
    test('400: the request cannot be read', async ({ tenant, traceId }) => {
      const { api } = await tenant.actor('analyst');

      const result = await api.call({
        ...NEW_DETECTOR,
        raw: { contentType: 'application/json', content: '{"name":' },
      });

      expectProblem(result, {
        status: 400,
        type: 'malformed',
        title: 'Malformed request',
        instance: '/api/v1/detectors',
        traceId,
      });
    });

    test('401: the caller is not known, and is told how to become so', async ({ anonymous, traceId }) => {
      const result = await anonymous.api.tenant.get();

      expectProblem(result, {
        status: 401,
        type: 'unauthenticated',
        title: 'Not authenticated',
        instance: '/api/v1/tenant',
        traceId,
      });
      expect(result.headers['www-authenticate']).toBe('Bearer');
    });

    test('403: the caller may not', async ({ world, traceId }) => {
      const result = await (await world.alpha.actor('viewer')).api.detectors.create(DETECTOR);

      expectProblem(result, {
        status: 403,
        type: 'forbidden',
        title: 'Not allowed',
        instance: '/api/v1/detectors',
        traceId,
      });
      expect(result.headers['www-authenticate']).toBeUndefined();
    });

    test('404: there is no such thing', async ({ world, traceId }) => {
      const result = await (await world.alpha.actor('viewer')).api.datasets.get(UNKNOWN_ID);

      expectProblem(result, {
        status: 404,
        type: 'not-found',
        title: 'Not found',
        instance: `/api/v1/datasets/${UNKNOWN_ID}`,
        traceId,
      });
    });

    test('405: the path has other methods, which are named', async ({ anonymous, traceId }) => {
      const result = await anonymous.api.call({
        operationId: 'none',
        method: 'DELETE',
        path: '/auth/me',
      });

      expectProblem(result, {
        status: 405,
        type: 'method-not-allowed',
        title: 'Method not allowed',
        instance: '/api/v1/auth/me',
        traceId,
      });
      expect(result.headers['allow']?.split(', ').sort()).toEqual(['GET', 'HEAD', 'PATCH']);
    });

    test('409: the state does not allow it', async ({ tenant, traceId }) => {
      const { api } = await tenant.actor('analyst');
      dataOf(await api.detectors.create(DETECTOR), 201);

      const result = await api.detectors.create(DETECTOR);

      expectProblem(result, {
        status: 409,
        type: 'conflict',
        title: 'Conflict',
        instance: '/api/v1/detectors',
        traceId,
      });
    });

    test('412: the thing has moved on', async ({ world, traceId }) => {
      const { api } = await world.alpha.actor('analyst');
      const { id } = world.alpha.detector;

      const result = await api.detectors.update(id, { name: 'stale' }, { ifMatch: '"stale"' });

      expectProblem(result, {
        status: 412,
        type: 'precondition-failed',
        title: 'Precondition failed',
        instance: `/api/v1/detectors/${id}`,
        traceId,
      });
    });

    test('413: the body is too large', { tag: '@strains' }, async ({ world, traceId }) => {
      const { api } = await world.alpha.actor('analyst');
      const content = Buffer.alloc(JSON_LIMIT + 1, ' ');

      const result = await api.call({ ...NEW_DETECTOR, raw: { contentType: 'application/json', content } });

      expectProblem(result, {
        status: 413,
        type: 'payload-too-large',
        title: 'Payload too large',
        instance: '/api/v1/detectors',
        traceId,
      });
    });

    test('415: the body is of another kind', async ({ world, traceId }) => {
      const { api } = await world.alpha.actor('analyst');

      const result = await api.call({ ...NEW_DETECTOR, raw: { contentType: 'text/csv', content: 'a\n1\n' } });

      expectProblem(result, {
        status: 415,
        type: 'unsupported-media-type',
        title: 'Unsupported media type',
        instance: '/api/v1/detectors',
        traceId,
      });
    });

    test('422: each wrong value is named at its place', async ({ world, traceId }) => {
      const { api } = await world.alpha.actor('analyst');

      const result = await api.call({
        ...NEW_DETECTOR,
        query: { colour: 'red' },
        json: { ...DETECTOR, name: '', contamination: 0.7, 'un/known': 1 },
      });

      expectProblem(result, {
        status: 422,
        type: 'invalid',
        title: 'Invalid input',
        instance: '/api/v1/detectors',
        traceId,
        errors: [
          { pointer: '/query/colour', detail: expect.stringMatching(/\S/) },
          { pointer: '/name', detail: expect.stringMatching(/\S/) },
          { pointer: '/contamination', detail: expect.stringMatching(/\S/) },
          { pointer: '/un~1known', detail: expect.stringMatching(/\S/) },
        ],
      });
    });

    test(
      '429: the limit is used up, and the caller is told when to come back',
      { tag: '@strains' },
      async ({ tenant, traceId }) => {
        const { api } = tenant.owner;
        const { requests } = dataOf(await api.tenant.usage(), 200);
        await Promise.all(Array.from({ length: requests.limit - requests.used }, () => api.tenant.get()));

        const result = await api.tenant.get();

        expectProblem(result, {
          status: 429,
          type: 'rate-limited',
          title: 'Too many requests',
          instance: '/api/v1/tenant',
          traceId,
        });
        expect(result.headers['retry-after'] ?? '').toMatch(/^([1-9]|[1-5]\d|60)$/);
      },
    );
  },
);
