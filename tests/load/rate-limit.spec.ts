import { dataOf, expect, test } from '../../fixtures/index.ts';
import { constant } from '../../load/arrivals/plan.ts';
import { rateLimit } from '../../load/workloads/rate-limit.ts';

test.describe(
  'The rate limit of a plan',
  { tag: ['@load', '@resource', '@strains'], lock: '-exclusive-' },
  () => {
    test.use({ transport: 'undici', tenantPlan: 'trial' });

    test('lets exactly as many requests through as are left, and tells all others the same moment to come back', async ({
      tenant,
      load,
    }) => {
      const { requests } = dataOf(await tenant.owner.api.tenant.usage(), 200);

      const measured = await load.measure([
        // Two seconds even in a long run: the window must not end meanwhile.
        rateLimit({ caller: load.as(tenant.owner) }, constant({ rate: 100, durationMs: 2_000 })),
      ]);

      const through = load.answersSoFar('tenant.get', 200);
      expect(measured).toKeepItsBudgets();
      expect(through).toBe(requests.limit - requests.used);
      expect(load.answersSoFar('tenant.get', 429)).toBeGreaterThan(through);
    });
  },
);
