import { z } from 'zod';
import { listings, LONGEST_PAGE } from '../../../contract/readings.ts';
import { agreedContract, covers, dataOf, expect, test } from '../../../fixtures/index.ts';

const BEYOND = [0, -1, LONGEST_PAGE + 1, 1e9, '1e3', 'NaN', 'all', '9'.repeat(400)];
const NO_OFFSETS = [-1, 1.5, '1e3', 'NaN', '9'.repeat(400)];
const pageSchema = z.looseObject({ items: z.array(z.unknown()).max(LONGEST_PAGE) });

test.use({ transport: 'undici' });

test.describe('Long lists', { tag: ['@security', '@resource'], annotation: covers('RES-03') }, () => {
  for (const { id, path } of listings(agreedContract())) {
    test(`${id} gives ${LONGEST_PAGE} items at most, and nothing from beyond what numbers can count`, async ({
      world,
    }) => {
      const { api } = await world.alpha.actor('owner');
      const list = (query: Record<string, string | number>) =>
        api.call({ operationId: id, method: 'GET', path, query });

      for (const limit of BEYOND) {
        expect.soft(await list({ limit }), `limit ${limit}`).toBeRefused(422, { pointer: '/query/limit' });
      }
      for (const offset of NO_OFFSETS) {
        expect
          .soft(await list({ offset }), `offset ${offset}`)
          .toBeRefused(422, { pointer: '/query/offset' });
      }
      // Far beyond the end, and at the cap, there is a page.
      expect(pageSchema.parse(dataOf(await list({ offset: 1e12 }), 200)).items).toEqual([]);
      expect(pageSchema.safeParse(dataOf(await list({ limit: LONGEST_PAGE }), 200)).success).toBe(true);
    });
  }
});
