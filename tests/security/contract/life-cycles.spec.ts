import { z } from 'zod';
import type { ApiClient } from '../../../api-clients/api-client.ts';
import { API_BASE_PATH } from '../../../api-clients/http/transport.ts';
import { bareRequest } from '../../../contract/bare-request.ts';
import type { Operation } from '../../../contract/operations.ts';
import { type Actor, agreedContract, covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { readEverything } from '../../../flows/read-everything.ts';
import { waitForJob } from '../../../flows/wait-for-job.ts';
import { APART, CREATIONS } from '../../api/creations.ts';
import { still } from '../moving-figures.ts';

const contract = agreedContract();

/** A kind of thing with a whole life: made at a collection, and removed at its own place below it. */
interface Kind {
  collection: string;
  creation: Operation;
  list: Operation;
  /** `undefined` where the list alone shows things of this kind. */
  get: Operation | undefined;
  update: Operation | undefined;
  removal: Operation;
  /** Every operation at a thing's own place and below it. */
  own: Operation[];
}

const KINDS: Kind[] = contract.operations.flatMap((removal) => {
  const collection = removal.path.slice(0, -'/{id}'.length);
  const at = (method: string, path: string) =>
    contract.operations.find((operation) => operation.method === method && operation.path === path);
  const [creation, list] = [at('POST', collection), at('GET', collection)];
  const isWhole = removal.method === 'DELETE' && removal.path.endsWith('/{id}');
  if (!isWhole || creation === undefined || list === undefined) return [];
  const own = contract.operations.filter(({ path }) => `${path}/`.startsWith(`${removal.path}/`));
  const [get, update] = [at('GET', removal.path), at('PATCH', removal.path)];
  return [{ collection, creation, list, get, update, removal, own }];
});

/** Creations whose answer is no thing with a place of its own; each with its reason. */
const NOWHERE: Readonly<Record<string, string>> = {
  ...APART,
  'auth.enrolMfa': 'the second factor is part of the account',
  'detections.batch': 'its place is a list of jobs, which detections-batch.spec.ts reads',
  'detectors.evaluate': 'what is small is answered at once, and nothing is kept',
};

/** What is changed first at a thing of a kind, and has to stay when its name is changed. */
const OTHER_FIELDS: Readonly<Record<string, Record<string, unknown>>> = {
  'members.update': { role: 'analyst' },
  'datasets.update': { description: 'stays' },
  'detectors.update': { description: 'stays', contamination: 0.2 },
  'streams.update': { description: 'stays', threshold: 0.75 },
};

const begun = Object.keys(CREATIONS).filter(
  (id) => !(id in NOWHERE) && !KINDS.some(({ creation }) => creation.id === id),
);

const thingSchema = z.looseObject({ id: z.string() });
const pageSchema = z.looseObject({ items: z.array(thingSchema), total: z.int() });

/** Makes a thing of a kind, or begins what an operation begins, in a fresh tenant. */
async function make(operationId: string, { api, password }: Actor, seed: number) {
  const create = await CREATIONS[operationId]?.({ api, password, name: `made-${seed}`, seed });
  if (create === undefined)
    throw new Error(`tests/api/creations.ts does not say how ${operationId} is called`);
  const result = await create(api);
  return { result, thing: thingSchema.parse(result.ok ? result.data : result.problem) };
}

/** A thing without the figures that move by themselves. */
const settled = (thing: unknown) => thingSchema.parse(JSON.parse(still(JSON.stringify(thing))));

async function listed(api: ApiClient, { list }: Kind, id: string) {
  const { items } = pageSchema.parse(dataOf(await api.call(bareRequest(list)), 200));
  return items.filter((item) => item.id === id);
}

const readAt = (api: ApiClient, location: string | undefined) =>
  api.call({ operationId: 'location', method: 'GET', path: (location ?? '').slice(API_BASE_PATH.length) });

/** Readings that tell of things that are gone: the log keeps what was done to them. */
const remembers = (operationId: string) => operationId.startsWith('audit.');

test.use({ transport: 'undici' });

test.describe('The lives of things', { tag: '@security' }, () => {
  for (const kind of KINDS.filter(({ creation }) => creation.id in CREATIONS)) {
    test(
      `what ${kind.creation.id} makes stands at its place and in its list, and once removed nowhere`,
      { annotation: covers('CON-05', 'CON-07') },
      async ({ tenant, seed }) => {
        const { owner } = tenant;
        const { api } = owner;

        const { result, thing } = await make(kind.creation.id, owner, seed);
        expect(result).toSucceed(201);
        expect(result.headers['location']).toBe(`${API_BASE_PATH}${kind.collection}/${thing.id}`);
        const atItsPlace = await readAt(api, result.headers['location']);
        // A kind without a reading of its own still has a place, where it is removed.
        expect(atItsPlace.status).toBe(kind.get === undefined ? 405 : 200);
        expect(thing).toMatchObject(kind.get === undefined ? {} : thingSchema.parse(dataOf(atItsPlace, 200)));
        const [shown, ...again] = await listed(api, kind, thing.id);
        expect(again).toEqual([]);
        expect(settled(thing)).toMatchObject(settled(shown ?? { id: 'in the list' }));
        const before = await readEverything(owner, contract);
        expect(
          before.filter(({ text }) => text.includes(thing.id)).map(({ operationId }) => operationId),
        ).toContain(kind.list.id);

        expect(await api.call(bareRequest(kind.removal, thing.id))).toSucceed(204);

        for (const operation of kind.own) {
          expect.soft(await api.call(bareRequest(operation, thing.id)), operation.id).toBeRefused(404);
        }
        expect(await listed(api, kind, thing.id)).toEqual([]);
        const after = await readEverything(owner, contract);
        const left = after.filter(
          ({ operationId, text }) => text.includes(thing.id) && !remembers(operationId),
        );
        expect(left.map(({ operationId }) => operationId)).toEqual([]);
      },
    );
  }

  for (const kind of KINDS.filter(({ update }) => update !== undefined && update.id in OTHER_FIELDS)) {
    test(
      `${kind.update?.id} changes what it names and nothing else, in every view, and twice is once`,
      { annotation: covers('CON-05', 'CON-07') },
      async ({ tenant, seed }) => {
        const { owner } = tenant;
        const { api } = owner;
        const { thing } = await make(kind.creation.id, owner, seed);
        const place = bareRequest(kind.removal, thing.id);
        const change = {
          ...place,
          operationId: 'change',
          method: 'PATCH',
          json: { name: `told anew ${seed}` },
        } as const;

        const other = OTHER_FIELDS[kind.update?.id ?? ''];
        const before = thingSchema.parse(dataOf(await api.call({ ...change, json: other }), 200));

        const first = thingSchema.parse(dataOf(await api.call(change), 200));
        const second = thingSchema.parse(dataOf(await api.call(change), 200));

        const changedAt = first['updatedAt'];
        expect(before).toMatchObject({ ...other });
        expect(first).toEqual({ ...before, name: change.json.name, updatedAt: changedAt });
        expect(second).toEqual({ ...first, updatedAt: second['updatedAt'] });
        const read = dataOf(await api.call({ ...place, operationId: 'reading', method: 'GET' }), 200);
        expect(read).toEqual(second);
        expect(await listed(api, kind, thing.id)).toEqual([
          expect.objectContaining({ name: `told anew ${seed}` }),
        ]);
      },
    );
  }

  for (const operationId of begun) {
    test(
      `${operationId} says where what it makes or begins is found`,
      { annotation: covers('CON-05') },
      async ({ tenant, seed }) => {
        const { result, thing } = await make(operationId, tenant.owner, seed);

        const found = await readAt(tenant.owner.api, result.headers['location']);

        // What still runs would meet the removal of its tenant.
        for (const { id } of dataOf(await tenant.owner.api.jobs.list(), 200).items)
          await waitForJob(tenant.owner, id);
        expect(thingSchema.parse(dataOf(found, 200)).id).toBe(thing.id);
        expect(result.headers['location']).toContain(thing.id);
      },
    );
  }

  test('every kind that can be removed is among those tried', { annotation: covers('CON-05') }, () => {
    const removed = contract.operations.filter(
      ({ id, method, path }) =>
        method === 'DELETE' && path.endsWith('/{id}') && contract.rule(id).access === 'member',
    );

    const tried = KINDS.filter(({ creation }) => creation.id in CREATIONS).map(({ removal }) => removal.id);
    // A session begins with a log-in.
    expect([...tried, 'auth.revokeSession'].toSorted()).toEqual(removed.map(({ id }) => id).toSorted());
  });
});
