import { z } from 'zod';
import type { ApiClient } from '../../../api-clients/api-client.ts';
import type { Operation } from '../../../contract/operations.ts';
import { listings, LONGEST_PAGE } from '../../../contract/readings.ts';
import {
  agreedContract,
  covers,
  dataOf,
  expect,
  pointersOf,
  test,
  type WorldTenant,
} from '../../../fixtures/index.ts';
import type { Reading } from '../../../flows/read-everything.ts';
import { everythingOf, thingsIn } from './tenants-of-things.ts';

const contract = agreedContract();

/** Parameters by which frameworks reach further than they should, or let their caller guess what they do not show. */
const NO_PARAMETERS = [
  ...['tenant_id', 'tenantId', 'tenant', 'org', 'owner', 'owner_id', 'user_id', 'ids', 'all', 'scope'],
  ...[
    'include_deleted',
    'includeDeleted',
    'with_deleted',
    'group_by',
    'groupBy',
    'having',
    'where',
    'filter',
  ],
  ...['fields', 'select', 'include', 'expand', 'embed', 'with', 'order', 'order_by', 'cursor', 'debug'],
  ...[
    'owner__password__startswith',
    'password_hash',
    'secret_hash[$regex]',
    'filter[tenant.secret]',
    '$where',
  ],
];

/** What of the victim's a filter is tried with; a parameter without one takes no text that could name a thing. */
const FOREIGN: Record<string, (victim: WorldTenant) => string | Promise<string>> = {
  q: ({ canary }) => canary,
  detectorId: ({ detector }) => detector.id,
  datasetId: ({ dataset }) => dataset.id,
  sourceId: ({ detection }) => detection.id,
  actorId: async (victim) => (await victim.actor('owner')).id,
  patternId: (victim) => victim.thing('pattern'),
  ruleId: (victim) => victim.thing('alertRule'),
};

const foreignValue = async (name: string, victim: WorldTenant) => (await FOREIGN[name]?.(victim)) ?? '';

/** Filters under which a world tenant has something itself: there the search for another's things would find it. */
const FRUITFUL = new Set(['q', 'detectorId', 'datasetId', 'sourceId', 'actorId']);

/** Whether an answer shows a foreign text, or the id of a foreign thing. */
const leak = ({ operationId, text }: Reading, canary: string, foreign: Set<string>) =>
  text.includes(canary) || [...thingsIn(operationId, text)].some((id) => foreign.has(id));

const pageSchema = z.looseObject({ items: z.array(z.unknown()), total: z.int() });

async function listOf(api: ApiClient, { id, path }: Operation, query: Record<string, string | number>) {
  const result = await api.call({
    operationId: id,
    method: 'GET',
    path,
    query: { limit: LONGEST_PAGE, ...query },
  });
  return pageSchema.parse(dataOf(result, 200));
}

test.use({ transport: 'undici' });

test.describe('One’s own things', { tag: '@security' }, () => {
  test(
    'nothing that an owner can read names a thing, a person or a text of another tenant',
    { annotation: covers('AZO-02') },
    async ({ world }) => {
      const alpha = await everythingOf(world.alpha, contract);
      const beta = await everythingOf(world.beta, contract);

      const foreign = new Set([...alpha].flatMap(([operationId, text]) => [...thingsIn(operationId, text)]));
      const leaks = [...beta].filter(([operationId, text]) =>
        leak({ operationId, text }, world.alpha.canary, foreign),
      );

      expect(leaks.map(([operationId]) => operationId)).toEqual([]);
      // Positive control: both saw their own, in every corner.
      expect(foreign.size).toBeGreaterThan(20);
      const speaking = [...beta].filter(([, text]) => text.includes(world.beta.canary));
      expect(speaking.map(([operationId]) => operationId)).toEqual(
        expect.arrayContaining([
          'members.list',
          'datasets.list',
          'datasets.rows',
          'datasets.export',
          'detectors.get',
          'detections.list',
          'experiments.get',
          'streams.list',
          'patterns.list',
          'webhooks.list',
          'tenant.get',
        ]),
      );
    },
  );

  for (const operation of listings(contract)) {
    test(
      `${operation.id} finds nothing by what another tenant’s things are called, and takes no parameter that reaches further`,
      { annotation: covers('AZO-02', 'AZP-07') },
      async ({ world }) => {
        const { api } = await world.beta.actor('owner');
        const { api: victim } = await world.alpha.actor('owner');
        await world.alpha.everyThing();
        const request = { operationId: operation.id, method: 'GET', path: operation.path } as const;
        const tried = operation.queryParameters.filter((parameter) => parameter in FOREIGN);

        const further = await api.call({
          ...request,
          query: Object.fromEntries(NO_PARAMETERS.map((name) => [name, world.alpha.id])),
        });
        const hidden = await api.call({ ...request, query: { sort: 'password_hash' } });

        expect(further).toBeRefused(422);
        expect(pointersOf(further).toSorted()).toEqual(
          NO_PARAMETERS.map((name) => `/query/${name}`).toSorted(),
        );
        expect(hidden).toBeRefused(422, { pointer: '/query/sort' });
        for (const name of tried) {
          const value = await foreignValue(name, world.alpha);
          const found = await listOf(api, operation, { [name]: value });
          expect.soft(found, `by ${name}`).toMatchObject({ items: [], total: 0 });
        }
        for (const name of tried.filter((each) => FRUITFUL.has(each))) {
          const value = await foreignValue(name, world.alpha);
          const own = await listOf(victim, operation, { [name]: value });
          expect.soft(own.total, `what its owner finds by ${name}`).toBeGreaterThan(0);
        }
      },
    );
  }

  test(
    'counts and summaries count one’s own alone',
    { annotation: covers('AZO-02') },
    async ({ neighbour, world }) => {
      const { api } = neighbour.owner;
      const { api: busy } = await world.alpha.actor('owner');

      const usage = dataOf(await api.tenant.usage(), 200);
      const events = dataOf(await api.events.summary(), 200);
      const unread = dataOf(await api.notifications.unreadCount(), 200);
      const models = dataOf(await api.monitoring.models(), 200);

      expect(usage).toMatchObject({ datasets: 0, detectors: 0, members: 1, storageBytes: 0 });
      expect(events.total).toBe(0);
      expect(unread.unreadCount).toBe(0);
      expect(models.total).toBe(0);
      // Positive control: beside it there is a tenant where all of them count something.
      expect(dataOf(await busy.tenant.usage(), 200)).toMatchObject({
        datasets: dataOf(await busy.datasets.list(), 200).total,
        detectors: dataOf(await busy.detectors.list(), 200).total,
      });
      expect(dataOf(await busy.events.summary(), 200).total).toBeGreaterThan(0);
      expect(dataOf(await busy.monitoring.models(), 200).total).toBeGreaterThan(0);
    },
  );
});
