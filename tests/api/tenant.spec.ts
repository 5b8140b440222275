import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { toCsv } from '../../test-data/csv.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe('Tenant', { tag: '@integration' }, () => {
  test('a viewer reads the own tenant', async ({ tenant }) => {
    const viewer = await tenant.actor('viewer');

    const read = dataOf(await viewer.api.tenant.get(), 200);

    expect(read).toMatchObject({ id: tenant.id, status: 'active' });
  });

  test('usage counts what the tenant holds', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 50 });
    await uploadTable(analyst, table);
    dataOf(await analyst.api.detectors.create({ name: 'idle', algorithm: 'robust_zscore' }), 201);

    const usage = dataOf(await analyst.api.tenant.usage(), 200);

    expect(usage).toMatchObject({ datasets: 1, detectors: 1, members: 2 });
    expect(usage.storageBytes).toBeGreaterThan(0);
    expect(usage.storageBytes).toBeLessThan(10 * toCsv(table).length);
    expect(usage.storageLimitBytes).toBeGreaterThan(usage.storageBytes);
  });

  test('each request counts once towards the limit', async ({ tenant }) => {
    const viewer = await tenant.actor('viewer');

    const before = dataOf(await viewer.api.tenant.usage(), 200);
    dataOf(await viewer.api.tenant.get(), 200);
    const after = dataOf(await viewer.api.tenant.usage(), 200);

    expect(before.requests.windowSeconds).toBe(60);
    expect(after.requests.used - before.requests.used).toBe(2);
  });

  test('an admin renames the tenant, an analyst does not', async ({ tenant }) => {
    const admin = await tenant.actor('admin');
    const analyst = await tenant.actor('analyst');

    const renamed = dataOf(await admin.api.tenant.update({ name: `${tenant.name} renamed` }), 200);
    const refused = await analyst.api.tenant.update({ name: `${tenant.name} again` });

    expect(renamed.name).toBe(`${tenant.name} renamed`);
    expect(refused).toBeRefused(403);
    expect(dataOf(await analyst.api.tenant.get(), 200).name).toBe(`${tenant.name} renamed`);
  });

  test(
    'an owner removes the tenant, and every credential of it ends',
    { annotation: covers({ check: 'AZO-12', asvs: ['V7.4.2'] }) },
    async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const key = await tenant.apiKey(['read']);
      expect(await key.api.datasets.list()).toSucceed(200);

      expect(await tenant.owner.api.tenant.remove()).toSucceed(204);

      expect(await tenant.owner.api.tenant.get()).toBeRefused(401);
      expect(await viewer.api.tenant.get()).toBeRefused(401);
      expect(await key.api.datasets.list()).toBeRefused(401);
      expect(await anonymous.api.auth.login({ email: viewer.email, password: viewer.password })).toBeRefused(
        401,
      );
    },
  );

  test('an admin does not remove the tenant', async ({ tenant }) => {
    const admin = await tenant.actor('admin');

    expect(await admin.api.tenant.remove()).toBeRefused(403);
    expect(await admin.api.tenant.get()).toSucceed(200);
  });
});
