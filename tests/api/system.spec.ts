import { covers, dataOf, expect, test } from '../../fixtures/index.ts';

test.describe('System', { tag: '@integration' }, () => {
  test('anyone may ask whether the platform is alive', { tag: '@reads' }, async ({ anonymous }) => {
    const liveness = dataOf(await anonymous.api.system.live(), 200);

    expect(liveness).toEqual({ status: 'ok' });
  });

  test('readiness names database, compute and storage, all up', { tag: '@reads' }, async ({ anonymous }) => {
    const readiness = dataOf(await anonymous.api.system.ready(), 200);

    expect(readiness.status).toBe('ready');
    expect(Object.fromEntries(readiness.checks.map(({ name, status }) => [name, status]))).toEqual({
      database: 'up',
      compute: 'up',
      storage: 'up',
    });
  });

  test(
    'the version names the first API version and a start in the past',
    { tag: '@reads' },
    async ({ anonymous }) => {
      const version = dataOf(await anonymous.api.system.version(), 200);

      expect(version.apiVersion).toBe('v1');
      expect(Date.parse(version.startedAt)).toBeLessThan(Date.now());
    },
  );

  test(
    'the OpenAPI document gives each operation an id of its own and keeps rights to itself',
    { annotation: covers({ check: 'ERR-04', asvs: ['V13.4.5'] }) },
    async ({ anonymous }) => {
      const document = dataOf(await anonymous.api.system.openapi(), 200);

      const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
      const ids = operations.map(({ operationId }) => operationId);
      expect(ids).toContain('datasets.create');
      expect(ids).not.toContain(undefined);
      expect(new Set(ids).size).toBe(ids.length);
      expect(JSON.stringify(document)).not.toMatch(/"x-(roles|key-scope)"/);
    },
  );

  test(
    'the operator reads the metrics of both planes, an owner does not',
    { annotation: covers({ check: 'ERR-04', asvs: ['V13.4.5'] }) },
    async ({ tenant, operator }) => {
      const metrics = dataOf(await operator.api.system.metrics(), 200);
      const refused = await tenant.owner.api.system.metrics();

      expect(metrics).toContain('plane="control"');
      expect(metrics).toContain('plane="compute"');
      expect(refused).toBeRefused(403);
    },
  );
});
