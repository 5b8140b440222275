import type { ApiClient } from '../../api-clients/api-client.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';

/** A creation that the typed client would not let through. */
const create = (api: ApiClient, json: object) =>
  api.call({ operationId: 'detectors.create', method: 'POST', path: '/detectors', json });

test.describe('Detectors', { tag: '@integration' }, () => {
  test('a new detector takes the defaults and is untrained', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');

    const result = await analyst.api.detectors.create({ name: 'Fraud', algorithm: 'isolation_forest' });

    const detector = dataOf(result, 201);
    expect(result.headers['location']).toBe(`/api/v1/detectors/${detector.id}`);
    expect(detector).toMatchObject({
      name: 'Fraud',
      description: '',
      algorithm: 'isolation_forest',
      parameters: { trees: 100, sampleSize: 256 },
      contamination: 0.05,
      seed: 42,
      status: 'untrained',
      latestVersion: null,
    });
  });

  test('a parameter out of its range is refused at its place, one at the edge is taken', async ({
    tenant,
  }) => {
    const { api } = await tenant.actor('analyst');
    const forest = (name: string, trees: number) =>
      api.detectors.create({ name, algorithm: 'isolation_forest', parameters: { trees } });

    expect(await forest('few', 9)).toBeRefused(422, { pointer: '/parameters/trees' });
    expect(await forest('many', 501)).toBeRefused(422, { pointer: '/parameters/trees' });
    expect(await forest('half', 10.5)).toBeRefused(422, { pointer: '/parameters/trees' });
    expect(await forest('least', 10)).toSucceed(201);
    expect(await forest('most', 500)).toSucceed(201);
  });

  test('a parameter of another algorithm is refused at its place', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');

    const result = await api.detectors.create({
      name: 'mixed up',
      algorithm: 'robust_zscore',
      parameters: { neighbours: 5 },
    });

    expect(result).toBeRefused(422, { pointer: '/parameters/neighbours' });
  });

  test('a contamination lies above 0 and up to a half', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const detector = (name: string, contamination: number) =>
      api.detectors.create({ name, algorithm: 'robust_zscore', contamination });

    expect(await detector('none', 0)).toBeRefused(422, { pointer: '/contamination' });
    expect(await detector('most', 0.51)).toBeRefused(422, { pointer: '/contamination' });
    expect(await detector('half', 0.5)).toSucceed(201);
  });

  test('a seed is a whole number of 31 bits', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const detector = (name: string, seed: number) =>
      api.detectors.create({ name, algorithm: 'isolation_forest', seed });

    expect(await detector('negative', -1)).toBeRefused(422, { pointer: '/seed' });
    expect(await detector('too large', 2 ** 31)).toBeRefused(422, { pointer: '/seed' });
    expect(await detector('largest', 2 ** 31 - 1)).toSucceed(201);
  });

  test('an unknown algorithm is refused at its field', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');

    expect(await create(api, { name: 'd', algorithm: 'crystal_ball' })).toBeRefused(422, {
      pointer: '/algorithm',
    });
  });

  test('a name belongs to one detector of the tenant', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    dataOf(await api.detectors.create({ name: 'Fraud', algorithm: 'robust_zscore' }), 201);

    expect(await api.detectors.create({ name: 'Fraud', algorithm: 'isolation_forest' })).toBeRefused(409);
    expect(dataOf(await api.detectors.list(), 200).total).toBe(1);
  });

  test('the list is filtered by algorithm, status and part of the name, and sorted', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    dataOf(await api.detectors.create({ name: 'b forest', algorithm: 'isolation_forest' }), 201);
    dataOf(await api.detectors.create({ name: 'a score', algorithm: 'robust_zscore' }), 201);
    const names = async (query: Parameters<typeof api.detectors.list>[0]) =>
      dataOf(await api.detectors.list(query), 200).items.map(({ name }) => name);

    expect(await names({})).toEqual(['a score', 'b forest']);
    expect(await names({ sort: 'createdAt' })).toEqual(['b forest', 'a score']);
    expect(await names({ sort: '-name' })).toEqual(['b forest', 'a score']);
    expect(await names({ algorithm: 'isolation_forest' })).toEqual(['b forest']);
    expect(await names({ q: 'SCORE' })).toEqual(['a score']);
    expect(await names({ status: 'ready' })).toEqual([]);
    expect(await names({ status: 'untrained', sort: 'name' })).toEqual(['a score', 'b forest']);
  });

  test('an analyst changes a detector, and removes it', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const detector = dataOf(await api.detectors.create({ name: 'old', algorithm: 'isolation_forest' }), 201);

    const changed = dataOf(
      await api.detectors.update(detector.id, { name: 'new', contamination: 0.1, parameters: { trees: 50 } }),
      200,
    );

    expect(changed).toMatchObject({ name: 'new', contamination: 0.1, algorithm: 'isolation_forest' });
    expect(changed.parameters['trees']).toBe(50);
    expect(await api.detectors.remove(detector.id)).toSucceed(204);
    expect(await api.detectors.get(detector.id)).toBeRefused(404);
  });

  test('a viewer reads detectors and makes none', async ({ tenant }) => {
    const viewer = await tenant.actor('viewer');

    expect(await viewer.api.detectors.create({ name: 'd', algorithm: 'robust_zscore' })).toBeRefused(403);
    expect(dataOf(await viewer.api.detectors.list(), 200).total).toBe(0);
  });
});
