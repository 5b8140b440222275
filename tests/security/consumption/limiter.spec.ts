import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';

test.use({ transport: 'undici', tenantPlan: 'trial' });

test.describe('The limiter', { tag: ['@security', '@resource', '@strains'] }, () => {
  test(
    'is passed by no header, verb, query, spelling, new key or colleague once a tenant has used up its minute',
    { annotation: covers('RES-02', 'AZO-11') },
    async ({ tenant, world }) => {
      const { owner } = tenant;
      const key = await tenant.apiKey(['read']);
      const viewer = await tenant.actor('viewer');
      const { requests } = dataOf(await owner.api.tenant.usage(), 200);
      const left = requests.limit - requests.used;
      await Promise.all(Array.from({ length: left }, () => owner.api.tenant.get()));

      const spoofed = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'x-client-ip', 'true-client-ip', 'via'];
      const results = [
        await owner.api.tenant.get(),
        ...(await Promise.all(
          spoofed.map((name) => owner.api.withHeaders({ [name]: '203.0.113.9' }).tenant.get()),
        )),
        await owner.api.withHeaders({ 'x-tenant-id': world.alpha.id }).tenant.get(),
        await owner.api.call({ operationId: 'x', method: 'GET', path: '/tenant', query: { noise: 1 } }),
        await owner.api.detectors.create({ name: 'd', algorithm: 'robust_zscore' }),
        await key.api.datasets.list(),
        await viewer.api.tenant.get(),
      ];
      const head = await owner.wire.send({ method: 'HEAD', target: '/api/v1/tenant' });
      const spelled = await owner.wire.send({ method: 'GET', target: '/api/v1/%74enant' });

      expect(results.map(({ status }) => status)).toEqual(results.map(() => 429));
      expect([head.status, spelled.status]).toEqual([429, 429]);
      expect(results.map(({ headers }) => Number(headers['retry-after']) >= 1)).toEqual(
        results.map(() => true),
      );
      // Positive control: the limit is this tenant's.
      expect(await (await world.alpha.actor('viewer')).api.tenant.get()).toSucceed(200);
    },
  );
});
