import { bareRequest } from '../../../contract/bare-request.ts';
import { loadBaseline } from '../../../contract/contract.ts';
import type { Operation } from '../../../contract/operations.ts';
import { Schemas } from '../../../contract/schema/schema-node.ts';
import {
  agreedContract,
  type Actor,
  covers,
  expect,
  objectOf,
  test,
  type World,
} from '../../../fixtures/index.ts';
import { seededRandom, type Random } from '../../../test-data/random.ts';
import { BODIES, bodyGround, type BodyGround } from '../injection/bodies.ts';
import { requestOf } from '../injection/body-probes.ts';
import { fire, type Shot } from './fuzz.ts';
import { hostileJson } from './hostile-json.ts';

const contract = agreedContract();
const schemas = new Schemas(loadBaseline());
/** An event takes a detection each, and its one text is tried by `injection/bodies.spec.ts`. */
const taking = contract.operations.filter(({ id }) => id in BODIES && !id.startsWith('events.'));
const reading = contract.operations.filter(({ id }) => contract.rule(id).effect === 'read');

/** Bodies of one operation; where a password is hashed for each, fewer. */
const BODIES_EACH = 16;
const HASHED_EACH = 4;

/** Texts at the edges of what an address can hold. */
const ADDRESS_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000',
  '%00',
  '%',
  '..',
  '-1',
  '-0',
  '1e309',
  '9223372036854775808',
  '1'.repeat(400),
  'NaN',
  '0x10',
  '٣',
  '\ufffd\u202e',
  '👩‍👩‍👧‍👦',
  'constructor',
  '__proto__',
  '[object Object]',
  '0000-00-00T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '00000000-0000-0000-0000-000000000000',
  'a,'.repeat(500),
];
/** Nothing but ASCII is sent in a header. */
const HEADER_TEXTS = [
  '',
  '*',
  '"',
  'W/"',
  ',,,',
  ';=;=',
  '\t',
  '-1',
  '%00',
  '{}',
  'x'.repeat(4_000),
  '1'.repeat(300),
];
const HEADERS = [
  'accept',
  'accept-language',
  'accept-encoding',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'idempotency-key',
  'last-event-id',
  'range',
  'traceparent',
  'tracestate',
  'x-request-id',
  'user-agent',
  'referer',
];

/** Fields that the contract declares at the top of a body, those of all its forms. */
function declaredFields({ requestBody }: Operation): string[] {
  const nodes = [...requestBody.values()].flatMap((schema) => schemas.alternatives(schema));
  return nodes.flatMap(({ properties = {} }) => Object.keys(properties)).filter((name) => name !== 'file');
}

/** What a form can hold: texts, at the top. */
function asForm(json: unknown): Record<string, string> {
  const fields = Object.entries(Object(json) as object).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return Object.fromEntries(fields) as Record<string, string>;
}

async function bodyShots(operation: Operation, random: Random, ground: BodyGround, operator: Actor) {
  const api = contract.rule(operation.id).access === 'operator' ? operator.api : ground.owner;
  const declared = declaredFields(operation);
  const shots: Shot[] = [];
  for (const body of BODIES[operation.id] ?? []) {
    for (let count = body.hashes ? HASHED_EACH : BODIES_EACH; count > 0; count -= 1) {
      const label = `generated-${random.integer(0, 2 ** 40)}`;
      const json = hostileJson(random, body.json(ground, label), declared);
      const sending = { operation, body, api, ground };
      const request = await requestOf(sending, body.file === undefined ? json : asForm(json));
      shots.push({ operation, api, request });
    }
  }
  return shots;
}

/** A reading call that is right but for what is exchanged in it: somebody who may, about a thing that there is. */
async function readShot(operation: Operation, world: World, operator: Actor): Promise<Shot> {
  const { access, object } = contract.rule(operation.id);
  const { api } = access === 'operator' ? operator : await world.alpha.actor('owner');
  const id = object === null ? undefined : await objectOf(world.alpha, object);
  return { operation, api, request: bareRequest(operation, id) };
}

test.use({ transport: 'undici', tenantPlan: 'enterprise' });

test.describe('Generated input', { tag: '@security', annotation: covers('ERR-01') }, () => {
  test('no body makes the platform fail, or answer what the contract does not declare', async ({
    tenant,
    operator,
    seed,
  }) => {
    const random = seededRandom(seed);
    const ground = await bodyGround(tenant, seed);
    const shots: Shot[] = [];
    for (const operation of taking) shots.push(...(await bodyShots(operation, random, ground, operator)));

    const { objections, statuses } = await fire(random.shuffled(shots));

    expect(objections, `seed ${seed}`).toEqual([]);
    expect(shots.length).toBeGreaterThan(500);
    expect(statuses.get(422)).toBeGreaterThan(shots.length / 2);
    expect(await tenant.owner.api.tenant.get()).toSucceed(200);
  });

  test('no query, id or header makes the platform fail, or answer what the contract does not declare', async ({
    world,
    operator,
    seed,
  }) => {
    const random = seededRandom(seed);
    const shots: Shot[] = [];
    for (const operation of reading) {
      const shot = await readShot(operation, world, operator);
      for (const name of operation.queryParameters)
        for (const text of random.shuffled(ADDRESS_TEXTS).slice(0, 4))
          shots.push({ ...shot, request: { ...shot.request, query: { [name]: text } } });
      for (const name of operation.pathParameters)
        for (const text of random.shuffled(ADDRESS_TEXTS.filter((each) => !/^\.*$/.test(each))).slice(0, 6)) {
          const pathParams = { ...shot.request.pathParams, [name]: text };
          shots.push({ ...shot, request: { ...shot.request, pathParams } });
        }
      for (const name of random.shuffled(HEADERS).slice(0, 4))
        shots.push({ ...shot, request: { ...shot.request, headers: { [name]: random.pick(HEADER_TEXTS) } } });
    }

    const { objections, statuses } = await fire(random.shuffled(shots));

    expect(objections, `seed ${seed}`).toEqual([]);
    expect(shots.length).toBeGreaterThan(800);
    expect(statuses.get(200)).toBeGreaterThan(100);
    expect(statuses.get(422)).toBeGreaterThan(100);
  });
});
