import { bareRequest } from '../../../contract/bare-request.ts';
import { loadBaseline } from '../../../contract/contract.ts';
import type { Operation } from '../../../contract/operations.ts';
import { type FieldProbe, fieldProbes } from '../../../contract/schema/field-probes.ts';
import { Schemas } from '../../../contract/schema/schema-node.ts';
import {
  agreedContract,
  type Actor,
  covers,
  expect,
  inBatches,
  objectOf,
  test,
  type World,
} from '../../../fixtures/index.ts';
import { complaintAbout } from './complaint.ts';

const contract = agreedContract();
const schemas = new Schemas(loadBaseline());
const withBody = contract.operations.filter(({ requestBody }) => requestBody.has('application/json'));

/** Bodies that are under way at a time. */
const AT_ONCE = 8;

/** Somebody who may make the call. */
function entitled({ id }: Operation, anonymous: Actor, { alpha }: World): Actor | Promise<Actor> {
  const { access, roles: [role = 'owner'] = [] } = contract.rule(id);
  return access === 'anonymous' ? anonymous : alpha.actor(role);
}

/** Sends each probe beside a field that no operation knows: it is refused in any case, and changes nothing. */
async function expectConstraintsHeld(operation: Operation, { api }: Actor, { alpha }: World): Promise<void> {
  const { object } = contract.rule(operation.id);
  const request = bareRequest(operation, object === null ? undefined : await objectOf(alpha, object));
  const probes = fieldProbes(schemas, operation.requestBody.get('application/json'));
  const send = async (probe: FieldProbe) => {
    const result = await api.call({ ...request, json: { ...probe.body, neverHeardOf: 1 } });
    return complaintAbout(probe, result);
  };

  const complaints = await inBatches(probes, AT_ONCE, send);

  expect(complaints.flat(), 'what the contract says of each field of the body').toEqual([]);
  expect(probes.length).toBeGreaterThan(0);
}

test.describe(
  'The constraints of bodies',
  { tag: '@security', annotation: covers('CON-02', 'CON-03') },
  () => {
    test.use({ transport: 'undici' });

    for (const operation of withBody.filter(({ id }) => contract.rule(id).access !== 'operator')) {
      test(`${operation.id} takes each field at its bounds and refuses it beyond, by its pointer`, async ({
        anonymous,
        world,
      }) => {
        await expectConstraintsHeld(operation, await entitled(operation, anonymous, world), world);
      });
    }

    for (const operation of withBody.filter(({ id }) => contract.rule(id).access === 'operator')) {
      test(`${operation.id} takes each field at its bounds and refuses it beyond, by its pointer`, async ({
        operator,
        world,
      }) => {
        await expectConstraintsHeld(operation, operator, world);
      });
    }
  },
);
