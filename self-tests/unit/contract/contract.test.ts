import { describe, expect, it } from 'vitest';
import type { Method } from '../../../api-clients/http/transport.ts';
import { Contract } from '../../../contract/contract.ts';
import { operationsOf } from '../../../contract/operations.ts';
import { readPolicy } from '../../../contract/policy.ts';
import { checkContract } from '../../../targets/readiness.ts';

const DOCUMENT = {
  openapi: '3.1.0',
  paths: {
    '/api/v1/things/{id}': {
      get: {
        operationId: 'things.get',
        parameters: [
          { name: 'id', in: 'path' },
          { name: 'depth', in: 'query' },
        ],
        responses: {
          200: { content: { 'application/json': { schema: { type: 'object' } } } },
          404: { content: { 'application/problem+json': {} } },
        },
      },
      delete: {
        operationId: 'things.remove',
        parameters: [{ name: 'id', in: 'path' }],
        responses: { 204: {} },
      },
    },
    '/api/v1/things': {
      post: {
        operationId: 'things.create',
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        responses: { 201: { content: { 'application/json': {} } } },
      },
    },
  },
};
const POLICY = readPolicy(`
roles: {}
operations:
  things.get: { access: anonymous, effect: read }
  things.create: { access: anonymous, effect: change }
  things.rename: { access: anonymous, effect: change }
`);

describe('the operations of a document', () => {
  it('are read with paths below the API, parameters, bodies and declared answers', () => {
    const [get, remove, create] = operationsOf(DOCUMENT);

    expect(get).toEqual({
      id: 'things.get',
      method: 'GET',
      path: '/things/{id}',
      pathParameters: ['id'],
      queryParameters: ['depth'],
      requestBody: new Map(),
      responses: new Map<number, Map<string, unknown>>([
        [200, new Map([['application/json', { type: 'object' }]])],
        [404, new Map([['application/problem+json', undefined]])],
      ]),
    });
    expect(remove?.responses).toEqual(new Map([[204, new Map()]]));
    expect(create?.requestBody).toEqual(new Map([['application/json', { type: 'object' }]]));
  });

  it('are refused when one is declared twice', () => {
    const paths = {
      '/a': { get: { operationId: 'x', responses: {} } },
      '/b': { get: { operationId: 'x', responses: {} } },
    };

    expect(() => operationsOf({ openapi: '3.1.0', paths })).toThrow('declares x twice');
  });
});

describe('a contract', () => {
  const contract = new Contract(operationsOf(DOCUMENT), POLICY);

  it('knows which operations the policy forgets, and which it makes up', () => {
    expect(contract.unnamed()).toEqual(['things.remove']);
    expect(contract.unknown()).toEqual(['things.rename']);
  });

  it('fails a run whose target has an operation that the policy does not name', () => {
    expect(() => checkContract({ url: 'http://x', kind: 'deployed' }, contract)).toThrow(
      'BASE_URL http://x: contract/policy.yaml does not name things.remove; say there who may use it.',
    );
  });

  it('fails a run whose target lacks an operation that the policy names, with its line', () => {
    const poorer = new Contract(operationsOf({ openapi: '3.1.0', paths: {} }), POLICY);

    expect(() => checkContract({ url: 'http://x', kind: 'deployed' }, poorer)).toThrow(
      /^BASE_URL http:\/\/x: lacks things\.\w+ \(contract\/policy\.yaml:\d+\), .* which the policy names; is this/,
    );
  });

  it.each<[Method, string, string, string | undefined]>([
    ['GET', '/things/{id}', 'things.get', 'things.get'],
    ['GET', '/things/123', '', 'things.get'],
    ['DELETE', '/things/123', '', 'things.remove'],
    ['GET', '/things/123/parts', '', undefined],
    ['PUT', '/things/{id}', 'things.get', undefined],
  ])('takes %s %s (said to be "%s") for %s', (method, path, operationId, expected) => {
    expect(contract.operationOf({ method, path, operationId })?.id).toBe(expected);
  });
});
