import { covers, dataOf, expect, test } from '../../fixtures/index.ts';

/** Requests a minute on trial. */
const TRIAL_LIMIT = 120;

test.describe('Rate limit of a plan', { tag: ['@integration', '@resource', '@strains'] }, () => {
  test.use({ transport: 'undici', tenantPlan: 'trial' });

  test(
    'a tenant on trial gets exactly 120 requests a minute, and is told when to come back',
    { annotation: covers('RES-01') },
    async ({ tenant, world }) => {
      const { api } = tenant.owner;
      const { requests } = dataOf(await api.tenant.usage(), 200);
      const left = TRIAL_LIMIT - requests.used;

      const results = await Promise.all(Array.from({ length: left + 10 }, () => api.tenant.get()));

      const refused = results.filter(({ ok }) => !ok);
      const retryAfter = Number(refused[0]?.headers['retry-after']);
      expect(requests.limit).toBe(TRIAL_LIMIT);
      expect(results.filter(({ status }) => status === 200)).toHaveLength(left);
      expect(refused.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 429));
      expect(retryAfter).toBeGreaterThanOrEqual(1);
      expect(retryAfter).toBeLessThanOrEqual(60);
      expect(await (await world.alpha.actor('viewer')).api.tenant.get()).toSucceed(200);
    },
  );

  test(
    'the limit is the tenant’s: all its credentials draw on it',
    { annotation: covers('AZO-11') },
    async ({ tenant }) => {
      const { api } = tenant.owner;
      const key = await tenant.apiKey(['read']);
      const { requests } = dataOf(await api.tenant.usage(), 200);
      await Promise.all(Array.from({ length: TRIAL_LIMIT - requests.used }, () => api.tenant.get()));

      expect(await key.api.datasets.list()).toBeRefused(429);
      expect(await api.tenant.get()).toBeRefused(429);
    },
  );

  test('a larger plan takes effect on the window that is open', async ({ tenant, operator }) => {
    const { api } = tenant.owner;
    const { requests } = dataOf(await api.tenant.usage(), 200);
    await Promise.all(Array.from({ length: TRIAL_LIMIT - requests.used }, () => api.tenant.get()));
    expect(await api.tenant.get()).toBeRefused(429);

    dataOf(await operator.api.operator.updateTenant(tenant.id, { plan: 'standard' }), 200);

    expect(await api.tenant.get()).toSucceed(200);
  });
});
