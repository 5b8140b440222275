import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { APART, CREATIONS } from './creations.ts';

const KEY = 'idempotency-key';

test.describe('Idempotency keys', { tag: '@integration' }, () => {
  test.use({ transport: 'undici' });

  test(
    'a retry with the same key gets the first answer, marked as a replay, and makes nothing',
    { annotation: covers({ check: 'RES-07', asvs: ['V2.3.4'] }) },
    async ({ tenant }) => {
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
    },
  );

  for (const [operationId, prepare] of Object.entries(CREATIONS)) {
    test(
      `four parallel calls of ${operationId} with one key make one thing`,
      { annotation: covers({ check: 'RES-07', asvs: ['V2.3.4', 'V15.4.2'] }) },
      async ({ tenant, seed }) => {
        const auditor = await tenant.actor('auditor');
        const { api, password } = tenant.owner;
        const create = await prepare({ api, password, name: `made-${seed}`, seed });
        const before = dataOf(await auditor.api.audit.list({ action: operationId }), 200).total;
        const keyed = api.withHeaders({ [KEY]: `key of ${operationId}`.replaceAll(' ', '-') });

        const results = await Promise.all(Array.from({ length: 4 }, () => create(keyed)));

        const answers = results.map((result) => (result.ok ? JSON.stringify(result.data) : result.problem));
        expect(answers).toEqual(answers.map(() => answers[0]));
        expect(results.map(({ ok }) => ok)).toEqual([true, true, true, true]);
        expect(results.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(3);
        const after = dataOf(await auditor.api.audit.list({ action: operationId }), 200).total;
        expect(after).toBe(before + 1);
      },
    );
  }

  test('every operation of the contract that creates is among those tried', ({ contract }) => {
    const creating = contract.operations.filter(({ id, method, responses }) => {
      const { access, effect } = contract.rule(id);
      const creates = responses.has(201) || responses.has(202);
      return method === 'POST' && access === 'member' && effect === 'change' && creates;
    });

    const named = [...Object.keys(CREATIONS), ...Object.keys(APART)];
    expect(creating.map(({ id }) => id).sort()).toEqual(named.sort());
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

  test(
    'a key belongs to its caller: a colleague’s same key makes another thing',
    { annotation: covers({ check: 'RES-07', asvs: [] }) },
    async ({ tenant }) => {
      const analyst = (await tenant.actor('analyst')).api.withHeaders({ [KEY]: 'shared' });
      const admin = (await tenant.actor('admin')).api.withHeaders({ [KEY]: 'shared' });

      expect(await analyst.detectors.create({ name: 'd', algorithm: 'robust_zscore' })).toSucceed(201);
      expect(await admin.detectors.create({ name: 'e', algorithm: 'robust_zscore' })).toSucceed(201);

      expect(dataOf(await admin.detectors.list(), 200).total).toBe(2);
    },
  );

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
