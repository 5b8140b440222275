import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { toCsv } from '../../test-data/csv.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe('API keys', { tag: '@integration' }, () => {
  test(
    'an admin makes a key whose secret is shown once',
    { annotation: covers({ check: 'AUTHN-16', asvs: ['V14.2.6'] }) },
    async ({ tenant }) => {
      const admin = await tenant.actor('admin');

      const result = await admin.api.apiKeys.create({ name: 'import', scopes: ['read', 'write'] });
      const listed = dataOf(await admin.api.apiKeys.list(), 200);

      const { secret, ...key } = dataOf(result, 201);
      expect(result.headers['location']).toBe(`/api/v1/api-keys/${key.id}`);
      expect(secret.startsWith(key.prefix)).toBe(true);
      expect(listed.items).toEqual([key]);
    },
  );

  test('an analyst makes no key', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');

    expect(await analyst.api.apiKeys.create({ name: 'import', scopes: ['read'] })).toBeRefused(403);
    expect(dataOf(await tenant.owner.api.apiKeys.list(), 200).total).toBe(0);
  });

  test(
    'a read key reads and does not write',
    { annotation: covers({ check: 'AUTHN-16', asvs: ['V8.2.1'] }) },
    async ({ tenant, seed }) => {
      const key = await tenant.apiKey(['read']);
      const file = {
        name: 't.csv',
        contentType: 'text/csv',
        content: toCsv(labelledTable({ seed, rows: 20 })),
      };

      expect(await key.api.datasets.list()).toSucceed(200);
      expect(await key.api.datasets.create({ name: 'table', file })).toBeRefused(403);
      expect(dataOf(await key.api.datasets.list(), 200).total).toBe(0);
    },
  );

  test(
    'a write key writes and does not read',
    { annotation: covers({ check: 'AUTHN-16', asvs: ['V8.2.1'] }) },
    async ({ tenant, seed }) => {
      const key = await tenant.apiKey(['write']);
      const file = {
        name: 't.csv',
        contentType: 'text/csv',
        content: toCsv(labelledTable({ seed, rows: 20 })),
      };

      const dataset = dataOf(await key.api.datasets.create({ name: 'table', file }), 201);

      expect(dataset.createdBy.kind).toBe('api_key');
      expect(await key.api.datasets.get(dataset.id)).toBeRefused(403);
    },
  );

  test(
    'an ingest key neither reads nor writes, but knows who it is',
    { annotation: covers({ check: 'AUTHN-16', asvs: ['V8.2.1'] }) },
    async ({ tenant }) => {
      const key = await tenant.apiKey(['ingest']);

      const me = dataOf(await key.api.auth.me(), 200);

      expect(me).toMatchObject({ user: null, credential: { kind: 'api_key', scopes: ['ingest'] } });
      expect(me.tenant?.id).toBe(tenant.id);
      expect(await key.api.datasets.list()).toBeRefused(403);
      expect(await key.api.detectors.create({ name: 'd', algorithm: 'robust_zscore' })).toBeRefused(403);
    },
  );

  test('a key of all scopes is refused where keys have no business', async ({ tenant }) => {
    const key = await tenant.apiKey(['read', 'write', 'ingest']);

    expect(await key.api.members.list()).toBeRefused(403);
    expect(await key.api.apiKeys.list()).toBeRefused(403);
    expect(await key.api.audit.list()).toBeRefused(403);
    expect(await key.api.auth.sessions()).toBeRefused(403);
    expect(await key.api.detectors.list()).toSucceed(200);
  });

  test(
    'a revoked key ends at once',
    { annotation: covers({ check: 'AUTHN-16', asvs: ['V8.3.2'] }) },
    async ({ tenant }) => {
      const admin = await tenant.actor('admin');
      const key = await tenant.apiKey(['read']);
      expect(await key.api.datasets.list()).toSucceed(200);

      expect(await admin.api.apiKeys.revoke(key.id)).toSucceed(204);

      expect(await key.api.datasets.list()).toBeRefused(401);
      expect(await admin.api.apiKeys.revoke(key.id)).toBeRefused(404);
    },
  );

  test(
    'a key ends when it was asked to',
    { annotation: covers({ check: 'AUTHN-16', asvs: [] }) },
    async ({ tenant }) => {
      const key = await tenant.apiKey(['read'], { expiresAt: new Date(Date.now() + 3_000).toISOString() });
      const list = async () => (await key.api.datasets.list()).status;

      expect(await list()).toBe(200);
      await expect.poll(list, { timeout: 8_000 }).toBe(401);
    },
  );

  test('a key that would already have ended is refused at its field', async ({ tenant }) => {
    const admin = await tenant.actor('admin');
    const expiresAt = new Date(Date.now() - 60_000).toISOString();

    const result = await admin.api.apiKeys.create({ name: 'late', scopes: ['read'], expiresAt });

    expect(result).toBeRefused(422, { pointer: '/expiresAt' });
  });

  test('a key has at least one scope, and each once', async ({ tenant }) => {
    const admin = await tenant.actor('admin');

    expect(await admin.api.apiKeys.create({ name: 'none', scopes: [] })).toBeRefused(422, {
      pointer: '/scopes',
    });
    expect(await admin.api.apiKeys.create({ name: 'twice', scopes: ['read', 'read'] })).toBeRefused(422, {
      pointer: '/scopes',
    });
  });

  test('a key remembers when it was last used', async ({ tenant }) => {
    const admin = await tenant.actor('admin');
    const key = await tenant.apiKey(['read']);
    const lastUse = async () => dataOf(await admin.api.apiKeys.list(), 200).items[0]?.lastUsedAt;
    expect(await lastUse()).toBeNull();

    dataOf(await key.api.datasets.list(), 200);

    await expect.poll(lastUse).not.toBeNull();
  });
});
