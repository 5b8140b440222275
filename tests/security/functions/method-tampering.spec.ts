import { API_BASE_PATH } from '../../../api-clients/http/transport.ts';
import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { BARRED_READS, OWNERS_READS } from './barred-reads.ts';

/** Headers by which frameworks let a POST or GET stand for another method. */
const OVERRIDES = [
  'x-http-method-override',
  'x-http-method',
  'x-method-override',
  'x-original-method',
  'x-method',
];

test.use({ transport: 'undici' });

test.describe('Tampered methods', { tag: '@security', annotation: covers('AZF-03') }, () => {
  for (const header of OVERRIDES) {
    test(`${header} turns no request into another one, not even for those who may make it`, async ({
      tenant,
    }) => {
      const { api } = tenant.owner;
      const viewer = await tenant.actor('viewer');
      const before = dataOf(await api.tenant.get(), 200);
      const detector = dataOf(await api.detectors.create({ name: 'kept', algorithm: 'robust_zscore' }), 201);

      const read = await api.withHeaders({ [header]: 'DELETE' }).tenant.get();
      const readDetector = await api.withHeaders({ [header]: 'DELETE' }).detectors.get(detector.id);
      const made = await api
        .withHeaders({ [header]: 'GET' })
        .detectors.create({ name: 'made', algorithm: 'robust_zscore' });
      const denied = await viewer.api.withHeaders({ [header]: 'GET' }).tenant.update({ name: 'Renamed' });

      expect(dataOf(read, 200)).toEqual(before);
      expect(dataOf(readDetector, 200)).toEqual(detector);
      expect(made).toSucceed(201);
      expect(denied).toBeRefused(403);
      expect(dataOf(await api.tenant.get(), 200)).toEqual(before);
      expect(dataOf(await api.detectors.list(), 200).total).toBe(2);
    });
  }

  test('a method in the query or in the body is an unknown field', async ({ tenant }) => {
    const { api } = tenant.owner;
    const before = dataOf(await api.tenant.get(), 200);
    const tenantCall = { operationId: 'tenant.update', method: 'PATCH', path: '/tenant' } as const;

    const query = await api.call({ ...tenantCall, method: 'GET', query: { _method: 'DELETE' } });
    const body = await api.call({ ...tenantCall, json: { name: 'Renamed', _method: 'DELETE' } });

    expect(query).toBeRefused(422, { pointer: '/query/_method' });
    expect(body).toBeRefused(422, { pointer: '/_method' });
    expect(dataOf(await api.tenant.get(), 200)).toEqual(before);
  });

  for (const { id, path } of BARRED_READS) {
    test(`${id} is no more open to a viewer by HEAD, and known by no other verb`, async ({ world }) => {
      const viewer = await world.alpha.actor('viewer');
      const send = (method: string) => viewer.wire.send({ method, target: `${API_BASE_PATH}${path}` });

      const head = await send('HEAD');
      const unreadable = await Promise.all(['get', 'Get', 'GETT', 'FOO'].map(send));

      expect(head.status).toBe(403);
      expect(head.bodyText).toBe('');
      expect(unreadable.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    });
  }

  test('HEAD tells an owner what GET would, without the body', async ({ world }) => {
    const owner = await world.alpha.actor('owner');

    const answers = await Promise.all(
      OWNERS_READS.map(({ path }) => owner.wire.send({ method: 'HEAD', target: `${API_BASE_PATH}${path}` })),
    );

    expect(answers.map(({ status, bodyText }) => [status, bodyText])).toEqual(answers.map(() => [200, '']));
  });
});
