import { dataOf, expect, test } from '../../fixtures/index.ts';

const KEY = 'idempotency-key';

test.describe('Idempotency keys', { tag: '@integration' }, () => {
  test.use({ transport: 'undici' });

  test('a retry with the same key gets the first answer, marked as a replay, and makes nothing', async ({
    tenant,
  }) => {
    const auditor = await tenant.actor('auditor');
    const api = (await tenant.actor('analyst')).api.withHeaders({ [KEY]: 'once' });
    const detector = { name: 'd', algorithm: 'robust_zscore' } as const;

    const first = await api.detectors.create(detector);
    const recorded = dataOf(await auditor.api.audit.verify(), 200).entries;
    const retry = await api.detectors.create(detector);

    expect(dataOf(retry, 201)).toEqual(dataOf(first, 201));
    expect(retry.headers['location']).toBe(first.headers['location']);
    expect(retry.headers['etag']).toBe(first.headers['etag']);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(retry.headers['idempotency-replayed']).toBe('true');
    expect(dataOf(await api.detectors.list(), 200).total).toBe(1);
    expect(dataOf(await auditor.api.audit.verify(), 200).entries).toBe(recorded);
  });

  test('a key that was used for another body or another operation is refused', async ({ tenant }) => {
    const api = (await tenant.actor('admin')).api.withHeaders({ [KEY]: 'twice' });
    expect(await api.detectors.create({ name: 'd', algorithm: 'robust_zscore' })).toSucceed(201);

    const otherBody = await api.detectors.create({ name: 'e', algorithm: 'robust_zscore' });
    const otherOperation = await api.apiKeys.create({ name: 'd', scopes: ['read'] });

    expect(otherBody).toBeRefused(422, { pointer: '/header/idempotency-key' });
    expect(otherOperation).toBeRefused(422, { pointer: '/header/idempotency-key' });
    expect(dataOf(await api.detectors.list(), 200).total).toBe(1);
    expect(dataOf(await api.apiKeys.list(), 200).total).toBe(0);
  });

  test('a key belongs to its caller: a colleague’s same key makes another thing', async ({ tenant }) => {
    const analyst = (await tenant.actor('analyst')).api.withHeaders({ [KEY]: 'shared' });
    const admin = (await tenant.actor('admin')).api.withHeaders({ [KEY]: 'shared' });

    expect(await analyst.detectors.create({ name: 'd', algorithm: 'robust_zscore' })).toSucceed(201);
    expect(await admin.detectors.create({ name: 'e', algorithm: 'robust_zscore' })).toSucceed(201);

    expect(dataOf(await admin.detectors.list(), 200).total).toBe(2);
  });

  test('a refused call leaves its key free', async ({ tenant }) => {
    const api = (await tenant.actor('analyst')).api.withHeaders({ [KEY]: 'again' });
    const detector = { name: 'd', algorithm: 'robust_zscore' } as const;
    const taken = dataOf(await (await tenant.actor('admin')).api.detectors.create(detector), 201);

    expect(await api.detectors.create(detector)).toBeRefused(409);
    expect(await api.detectors.remove(taken.id)).toSucceed(204);

    expect(await api.detectors.create(detector)).toSucceed(201);
  });

  test('a malformed key is refused', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');

    const empty = api.withHeaders({ [KEY]: 'two words' });
    const long = api.withHeaders({ [KEY]: 'k'.repeat(201) });

    const detector = { name: 'd', algorithm: 'robust_zscore' } as const;
    expect(await empty.detectors.create(detector)).toBeRefused(422, { pointer: '/header/idempotency-key' });
    expect(await long.detectors.create(detector)).toBeRefused(422, { pointer: '/header/idempotency-key' });
  });
});
