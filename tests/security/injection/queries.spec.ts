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
import { objectionsTo, type Probe } from './probe.ts';

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
async function ground(world: World, operator: Actor, { id }: Operation) {
  const rule = contract.rule(id);
  const actor = rule.access === 'operator' ? operator : await world.alpha.actor('owner');
  return {
    api: actor.api,
    objectId: rule.object === null ? undefined : await objectOf(world.alpha, rule.object),
  };
}

function queryProbe(
  operation: Operation,
  { api, objectId }: { api: ApiClient; objectId: string | undefined },
  parameter: string,
  payload: string,
): Probe {
  const isSearch = parameter === SEARCH;
  const request = {
    ...bareRequest(operation, objectId),
    query: { ...COMPANIONS[operation.id], [parameter]: isSearch ? `${NOWHERE}${payload}` : payload },
  };
  const probe = { name: `${operation.id} ?${parameter}=${payload}`, api, request: () => request };
  if (!isSearch) return { ...probe, status: 422, pointers: [`/query/${parameter}`] };
  return { ...probe, status: 200, judge: (data) => (isEmptyPage(data) ? null : 'found something') };
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
        const probes: Probe[] = [];
        for (const operation of queried) {
          const where = await ground(world, operator, operation);
          for (const parameter of operation.queryParameters)
            probes.push(...payloads.map((payload) => queryProbe(operation, where, parameter, payload)));
        }

        expect(await objectionsTo(probes)).toEqual([]);

        expect(probes.length).toBeGreaterThan(100 * payloads.length);
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
      const probes: Probe[] = [];
      for (const operation of queried) {
        const { api, objectId } = await ground(world, operator, operation);
        const conditions = operation.queryParameters.flatMap((name) => [
          `${name}[$ne]`,
          `${name}[]`,
          `${name}__gt`,
        ]);
        for (const parameter of conditions) {
          const request = { ...bareRequest(operation, objectId), query: { [parameter]: 'a' } };
          const name = `${operation.id} ?${parameter}=a`;
          const pointers = [`/query/${parameter}`];
          probes.push({ name, api, request: () => request, status: 422, pointers });
        }
      }

      expect(await objectionsTo(probes)).toEqual([]);

      expect(probes.length).toBeGreaterThan(300);
    },
  );
});
