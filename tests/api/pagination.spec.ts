import { z } from 'zod';
import type { ApiClient } from '../../api-clients/api-client.ts';
import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { CREATIONS } from './creations.ts';

/** List operations, each with the operation that fills it. */
const LISTS = {
  'members.list': 'members.create',
  'apiKeys.list': 'apiKeys.create',
  'datasets.list': 'datasets.create',
  'detectors.list': 'detectors.create',
  'experiments.list': 'experiments.create',
  'patterns.list': 'patterns.create',
  'webhooks.list': 'webhooks.create',
  'monitoring.alertRules': 'monitoring.createAlertRule',
  'privacy.listExports': 'privacy.createExport',
  'privacy.listErasures': 'privacy.createErasure',
  'jobs.list': 'privacy.createExport',
  'audit.list': 'detectors.create',
} as const;

const PAGE = 3;
const THINGS = 7;

const idsSchema = z.looseObject({
  items: z.array(z.looseObject({ id: z.string() })),
  total: z.int().nonnegative(),
});

const namesSchema = z.looseObject({ items: z.array(z.looseObject({ name: z.string() })) });

/** One page of a list: the ids on it, and how many there are over all pages. */
async function pageOf(
  api: ApiClient,
  operation: { id: string; path: string },
  limit: number,
  offset: number,
) {
  const result = await api.call({
    operationId: operation.id,
    method: 'GET',
    path: operation.path,
    query: { limit, offset },
  });
  const { items, total } = idsSchema.parse(dataOf(result, 200));
  return { ids: items.map(({ id }) => id), total };
}

/** All pages one after the other; `between` runs after the first page. */
async function pagesOf(
  api: ApiClient,
  operation: { id: string; path: string },
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<{ ids: string[]; total: number }[]> {
  const pages = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await pageOf(api, operation, PAGE, offset);
    pages.push(page);
    if (page.ids.length < PAGE) return pages;
    if (offset === 0) await between();
  }
}

test.describe('Pages', { tag: '@integration' }, () => {
  test.use({ transport: 'undici' });

  for (const [listId, creationId] of Object.entries(LISTS)) {
    test(
      `${listId}: pages repeat and miss nothing that was made at the same moment, and nothing while more is made; each tells how much there is`,
      { annotation: covers('CON-12') },
      async ({ contract, tenant, seed }) => {
        const { api, password } = tenant.owner;
        const operation = contract.operation(listId);
        const prepare = async (index: number) =>
          CREATIONS[creationId]?.({ api, password, name: `thing-${seed}-${index}`, seed: seed + index });
        const creations = await Promise.all(Array.from({ length: THINGS + 1 }, (_, index) => prepare(index)));
        const [last, ...first] = creations.map((create) => async () => create?.(api));
        await Promise.all(first.map(async (create) => create()));

        const whole = await pageOf(api, operation, 200, 0);
        const pages = await pagesOf(api, operation);
        const beyond = await pageOf(api, operation, PAGE, whole.total + 1);
        const whileAdding = await pagesOf(api, operation, async () => last?.());

        expect(whole.ids).toHaveLength(whole.total);
        expect(whole.ids.length).toBeGreaterThanOrEqual(THINGS);
        expect(pages.flatMap(({ ids }) => ids)).toEqual(whole.ids);
        expect(pages.map(({ total }) => total)).toEqual(pages.map(() => whole.total));
        expect(beyond).toEqual({ ids: [], total: whole.total });
        const seenWhileAdding = whileAdding.flatMap(({ ids }) => ids);
        expect(whole.ids.filter((id) => !seenWhileAdding.includes(id))).toEqual([]);
      },
    );
  }

  for (const domain of ['datasets', 'detectors'] as const) {
    test(
      `${domain}, oldest first, come once each while more are added`,
      { annotation: covers('CON-12') },
      async ({ contract, tenant, seed }) => {
        const { api, password } = tenant.owner;
        const add = async (index: number) => {
          const create = await CREATIONS[`${domain}.create`]?.({
            api,
            password,
            name: `thing-${index}`,
            seed: seed + index,
          });
          return create?.(api);
        };
        const { id: operationId, path } = contract.operation(`${domain}.list`);
        const page = async (offset: number) => {
          const query = { sort: 'createdAt', limit: 2, offset };
          const result = await api.call({ operationId, method: 'GET', path, query });
          return namesSchema.parse(dataOf(result, 200)).items.map(({ name }) => name);
        };
        for (let index = 0; index < 4; index += 1) await add(index);

        const firstPage = await page(0);
        await add(4);
        const secondPage = await page(2);
        const thirdPage = await page(4);

        expect([...firstPage, ...secondPage, ...thirdPage]).toEqual(
          Array.from({ length: 5 }, (_, index) => `thing-${index}`),
        );
      },
    );
  }
});
