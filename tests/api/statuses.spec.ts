import type { OperationRequest } from '../../api-clients/http/transport.ts';
import { bareRequest } from '../../contract/bare-request.ts';
import type { Operation } from '../../contract/operations.ts';
import {
  agreedContract,
  covers,
  type Actor,
  expect,
  objectOf,
  test,
  type World,
} from '../../fixtures/index.ts';

const contract = agreedContract();
// Uploads have specs of their own: they look at the media type first.
const withoutUpload = contract.operations.filter(
  ({ requestBody }) => !requestBody.has('multipart/form-data'),
);
const isForTheOperator = ({ id }: Operation) => contract.rule(id).access === 'operator';

/** Bytes of the largest JSON body that the platform takes. */
const JSON_LIMIT = 5 * 1024 * 1024;
const TOO_LARGE = Buffer.from(`"${'x'.repeat(JSON_LIMIT - 1)}"`);

interface Flaw {
  flaw: string;
  change: Partial<OperationRequest>;
  status: number;
  pointer?: string;
}

const UNKNOWN_QUERY: Flaw = {
  flaw: 'an unknown query parameter',
  change: { query: { nonsense: 1 } },
  status: 422,
  pointer: '/query/nonsense',
};
const json = (content: string | Buffer) => ({ raw: { contentType: 'application/json', content } });
const WRONG_BODIES: Flaw[] = [
  { flaw: 'broken JSON', change: json('{"a":'), status: 400 },
  { flaw: 'a body one byte too large', change: json(TOO_LARGE), status: 413 },
  {
    flaw: 'a body of another kind',
    change: { raw: { contentType: 'text/plain', content: '{}' } },
    status: 415,
  },
];

/** What the operation must refuse before it does anything. */
function flawsOf({ responses }: Operation): Flaw[] {
  return [UNKNOWN_QUERY, ...WRONG_BODIES.filter(() => responses.has(415))];
}

/** Somebody who may make the call. */
function entitled({ id }: Operation, anonymous: Actor, world: World): Actor | Promise<Actor> {
  const { access, roles: [role = 'owner'] = [] } = contract.rule(id);
  return access === 'anonymous' ? anonymous : world.alpha.actor(role);
}

/** Sends each flaw at a thing of the world, which none of them reaches. */
async function expectFlawsRefused(operation: Operation, { api }: Actor, { alpha }: World): Promise<void> {
  const { object } = contract.rule(operation.id);
  const request = bareRequest(operation, object === null ? undefined : await objectOf(alpha, object));
  for (const { flaw, change, status, pointer } of flawsOf(operation)) {
    const result = await api.call({ ...request, ...change });
    expect.soft(result, flaw).toBeRefused(status, pointer === undefined ? {} : { pointer });
  }
}

test.use({ transport: 'undici' });

test.describe(
  'Documented refusals of input',
  { tag: ['@integration', '@regression', '@strains'], annotation: covers('ERR-07') },
  () => {
    for (const operation of withoutUpload.filter((each) => !isForTheOperator(each))) {
      test(`${operation.id} refuses unknown, broken, too large and foreign input, each with its status`, async ({
        anonymous,
        world,
      }) => {
        await expectFlawsRefused(operation, await entitled(operation, anonymous, world), world);
      });
    }

    for (const operation of withoutUpload.filter(isForTheOperator)) {
      test(`${operation.id} refuses unknown, broken, too large and foreign input, each with its status`, async ({
        operator,
        world,
      }) => {
        await expectFlawsRefused(operation, operator, world);
      });
    }
  },
);
