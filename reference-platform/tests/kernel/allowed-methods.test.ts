import { describe, expect, it } from 'vitest';
import { allowedMethods } from '../../src/http/allowed-methods.ts';

const routes = new Map([
  ['/datasets', new Set(['GET', 'POST'])],
  ['/datasets/{id}', new Set(['PATCH', 'DELETE'])],
  ['/audit/export', new Set(['GET'])],
]);

describe('the methods that a path allows', () => {
  it.each([
    ['/api/v1/datasets', ['GET', 'HEAD', 'POST']],
    ['/api/v1/datasets/any', ['DELETE', 'PATCH']],
    ['/api/v1/audit/export', ['GET', 'HEAD']],
    ['/api/v1/datasets/', []],
    ['/api/v1/datasets/a/b', []],
    ['/datasets', []],
  ])('of %s are %j', (path, expected) => {
    expect(allowedMethods(routes, path)).toEqual(expected);
  });
});
