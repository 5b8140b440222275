import type { ApiClient } from '../../../api-clients/api-client.ts';
import { bareRequest } from '../../../contract/bare-request.ts';
import type { Operation } from '../../../contract/operations.ts';
import {
  agreedContract,
  type Actor,
  covers,
  dataOf,
  expect,
  test,
  type World,
  objectOf,
} from '../../../fixtures/index.ts';
import { PAYLOADS, type PayloadKind } from '../../../test-data/injection-payloads.ts';
import { type JointProbe, objectionsTo, placesOf, type Probe } from './probe.ts';

const contract = agreedContract();
const queried = contract.operations.filter(({ queryParameters }) => queryParameters.length > 0);
const addressed = contract.operations.filter(({ pathParameters }) => pathParameters.length > 0);

/** The one parameter that takes any text; the others take numbers, ids, times or words of a list. */
const SEARCH = 'q';

/** Nothing in the world holds it, so a search for it and a payload finds nothing. */
const NOWHERE = 'zq7';

/** Parameters without which an operation looks at no other. */
const COMPANIONS: Readonly<Record<string, Record<string, string>>> = {
  'detections.plot': { x: 'feature_1', y: 'feature_2' },
};

const KINDS: Record<PayloadKind, { check: string; speaks: string }> = {
  sql: { check: 'INJ-01', speaks: 'SQL' },
  command: { check: 'INJ-03', speaks: 'a shell or an interpreter' },
  template: { check: 'INJ-04', speaks: 'a template engine' },
};

/** Who may use the operation, and the id of the object that its path names. */
async function ground(world: World, operator: Actor, { id }: Operation): Promise<Ground> {
  const rule = contract.rule(id);
  const actor = rule.access === 'operator' ? operator : await world.alpha.actor('owner');
  return {
    api: actor.api,
    objectId: rule.object === null ? undefined : await objectOf(world.alpha, rule.object),
  };
}

interface Ground {
  api: ApiClient;
  objectId: string | undefined;
}

/** A search for the payload finds nothing; every other parameter is refused, all of them asked in one request. */
function queryProbes(operation: Operation, where: Ground, payload: string): (Probe | JointProbe)[] {
  const { api, objectId } = where;
  const base = bareRequest(operation, objectId);
  const named = (parameter: string) => `${operation.id} ?${parameter}=${payload}`;
  const asking = (query: Record<string, string>) => () => ({ ...base, query });
  const others = operation.queryParameters.filter((parameter) => parameter !== SEARCH);
  const refusals = others.map((parameter) => ({
    name: named(parameter),
    api,
    request: asking({ ...COMPANIONS[operation.id], [parameter]: payload }),
    status: 422,
    pointers: [`/query/${parameter}`],
  }));
  const search: Probe = {
    name: named(SEARCH),
    api,
    request: asking({ [SEARCH]: `${NOWHERE}${payload}` }),
    status: 200,
    judge: (data) => (isEmptyPage(data) ? null : 'found something'),
  };
  return [
    ...(operation.queryParameters.includes(SEARCH) ? [search] : []),
    { api, request: asking(Object.fromEntries(others.map((name) => [name, payload]))), parts: refusals },
  ];
}

const isEmptyPage = (data: unknown) =>
  typeof data === 'object' && data !== null && 'total' in data && data.total === 0;

test.use({ transport: 'undici' });

test.describe('Injection by address', { tag: '@security' }, () => {
  for (const [kind, { check, speaks }] of Object.entries(KINDS)) {
    const payloads = PAYLOADS[kind as PayloadKind];

    test(
      `what speaks to ${speaks} is text to every search and refused by every other parameter`,
      { annotation: covers(check) },
      async ({ world, operator }) => {
        const owner = (await world.alpha.actor('owner')).api;
        const probes: (Probe | JointProbe)[] = [];
        for (const operation of queried) {
          const where = await ground(world, operator, operation);
          probes.push(...payloads.flatMap((payload) => queryProbes(operation, where, payload)));
        }

        expect(await objectionsTo(probes)).toEqual([]);

        expect(placesOf(probes)).toBeGreaterThan(100 * payloads.length);
        const { items } = dataOf(await owner.datasets.list({ q: world.alpha.canary }), 200);
        expect(items.map(({ id }) => id)).toContain(world.alpha.dataset.id);
      },
    );
  }

  test(
    'what speaks to SQL is no id of anything',
    { annotation: covers('INJ-01') },
    async ({ world, operator }) => {
      const probes: Probe[] = [];
      for (const operation of addressed) {
        const { api } = await ground(world, operator, operation);
        for (const payload of PAYLOADS.sql) {
          const request = bareRequest(operation, payload);
          probes.push({ name: `${operation.id} ${payload}`, api, request: () => request, status: 404 });
        }
      }

      expect(await objectionsTo(probes)).toEqual([]);

      const { api } = await world.alpha.actor('owner');
      expect(await api.datasets.get(world.alpha.dataset.id)).toSucceed(200);
    },
  );

  test(
    'conditions of a document database are unknown parameters to every operation',
    { annotation: covers('INJ-02') },
    async ({ world, operator }) => {
      const probes: JointProbe[] = [];
      for (const operation of queried) {
        const { api, objectId } = await ground(world, operator, operation);
        const conditions = operation.queryParameters.flatMap((name) => [
          `${name}[$ne]`,
          `${name}[]`,
          `${name}__gt`,
        ]);
        const parts = conditions.map((parameter) => ({
          name: `${operation.id} ?${parameter}=a`,
          api,
          request: () => ({ ...bareRequest(operation, objectId), query: { [parameter]: 'a' } }),
          status: 422,
          pointers: [`/query/${parameter}`],
        }));
        const query = Object.fromEntries(conditions.map((parameter) => [parameter, 'a']));
        probes.push({ api, request: () => ({ ...bareRequest(operation, objectId), query }), parts });
      }

      expect(await objectionsTo(probes)).toEqual([]);

      expect(placesOf(probes)).toBeGreaterThan(300);
    },
  );
});
