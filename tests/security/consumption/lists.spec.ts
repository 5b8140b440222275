import { z } from 'zod';
import { loadContract } from '../../../contract/contract.ts';
import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';

const contract = loadContract();
const LISTS = contract.operations.filter(
  ({ id, method, pathParameters, queryParameters }) =>
    method === 'GET' &&
    contract.rule(id).access === 'member' &&
    pathParameters.length === 0 &&
    queryParameters.includes('limit'),
);

/** Items that a page may have at most. */
const MOST_ITEMS = 200;
const BEYOND = [0, -1, MOST_ITEMS + 1, 1e9, '1e3', 'NaN', 'all', '9'.repeat(400)];
const NO_OFFSETS = [-1, 1.5, '1e3', 'NaN', '9'.repeat(400)];
const pageSchema = z.looseObject({ items: z.array(z.unknown()).max(MOST_ITEMS) });

test.use({ transport: 'undici' });

test.describe('Long lists', { tag: ['@security', '@resource'], annotation: covers('RES-03') }, () => {
  for (const { id, path } of LISTS) {
    test(`${id} gives ${MOST_ITEMS} items at most, and nothing from beyond what numbers can count`, async ({
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
      expect(pageSchema.safeParse(dataOf(await list({ limit: MOST_ITEMS }), 200)).success).toBe(true);
    });
  }
});
