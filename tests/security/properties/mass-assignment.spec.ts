import type { Result } from '../../../api-clients/http/result.ts';
import { bareRequest } from '../../../contract/bare-request.ts';
import type { Operation } from '../../../contract/operations.ts';
import {
  agreedContract,
  type Actor,
  covers,
  dataOf,
  errorsOf,
  expect,
  objectOf,
  test,
  type World,
} from '../../../fixtures/index.ts';
import { ANSWERED_FIELDS, topFieldsOf } from './response-fields.ts';

const contract = agreedContract();
const changing = contract.operations.filter(
  ({ method, requestBody }) => method !== 'GET' && !requestBody.has('multipart/form-data'),
);
const isForTheOperator = ({ id }: Operation) => contract.rule(id).access === 'operator';

/** Columns and properties that platforms have bound by mistake, beside those that answers show. */
const PRIVILEGED = [
  ...[
    'tenantId',
    'tenant_id',
    'ownerId',
    'owner_id',
    'userId',
    'createdBy',
    'updatedBy',
    'isAdmin',
    'is_admin',
  ],
  ...['is_superuser', 'isOwner', 'admin', 'roles', 'permissions', 'scope', 'quota', 'balance', 'approved'],
  ...['approvedBy', 'verified', 'emailVerified', 'deletedAt', 'deleted_at', 'passwordHash', 'password_hash'],
  ...[
    'secretHash',
    'salt',
    'mfaSecret',
    'lockedUntil',
    'failedLogins',
    'modelPath',
    'model_path',
    'filePath',
  ],
  ...['score', 'labels', 'stage', 'latestVersion', 'productionVersion', '$set', '_method', 'nonsense'],
];

/** What of these the operation does not take. */
function strayFieldsOf({ requestBody }: Operation): string[] {
  const declared = new Set([...requestBody.values()].flatMap(topFieldsOf));
  return [...new Set([...ANSWERED_FIELDS, ...PRIVILEGED])].filter((name) => !declared.has(name)).sort();
}

/** The fields that were refused as unknown. */
function unknownFieldsOf(result: Result<unknown>): string[] {
  const errors = errorsOf(result);
  const { detail } = errors.find(({ pointer }) => pointer === '/nonsense') ?? {};
  return errors
    .filter((error) => error.detail === detail)
    .map(({ pointer }) => pointer.slice(1))
    .sort();
}

/** Sends all of them at a thing of the world, which none reaches: one that were bound would not be refused as unknown. */
async function expectAllUnknown(operation: Operation, { api }: Actor, { alpha }: World): Promise<void> {
  const { object } = contract.rule(operation.id);
  const request = bareRequest(operation, object === null ? undefined : await objectOf(alpha, object));
  const stray = strayFieldsOf(operation);

  const result = await api.call({
    ...request,
    json: Object.fromEntries(stray.map((name) => [name, 'owner'])),
  });

  expect(result).toBeRefused(422);
  expect(unknownFieldsOf(result)).toEqual(stray);
}

test.use({ transport: 'undici' });

test.describe(
  'Fields that nobody asked for',
  { tag: '@security', annotation: covers('AZP-01', 'AZP-02') },
  () => {
    for (const operation of changing.filter((each) => !isForTheOperator(each))) {
      test(`${operation.id} binds no field beside its own, whatever other operations answer`, async ({
        anonymous,
        world,
      }) => {
        const callers = { anonymous, member: await world.alpha.actor('owner') };
        const { access } = contract.rule(operation.id);
        await expectAllUnknown(operation, callers[access === 'anonymous' ? 'anonymous' : 'member'], world);
      });
    }

    for (const operation of changing.filter(isForTheOperator)) {
      test(`${operation.id} binds no field beside its own, whatever other operations answer`, async ({
        operator,
        world,
      }) => {
        await expectAllUnknown(operation, operator, world);
      });
    }

    test('an upload has its own fields and no others, and one with more is not made', async ({ tenant }) => {
      const { api } = tenant.owner;
      const file = { name: 'file', filename: 't.csv', contentType: 'text/csv', content: 'a\n1\n2\n' };
      const fields = ['id', 'tenantId', 'rowCount', 'createdBy', 'storagePath', 'status'];

      for (const name of fields) {
        const upload = await api.call({
          operationId: 'datasets.create',
          method: 'POST',
          path: '/datasets',
          multipart: [{ name: 'name', value: 'stray' }, { name, value: tenant.id }, file],
        });
        expect.soft(upload, name).toBeRefused(422, { pointer: `/${name}` });
      }

      expect(dataOf(await api.datasets.list(), 200).total).toBe(0);
    });

    test('a change with a field too many changes nothing at all', async ({ tenant }) => {
      const { api } = tenant.owner;
      const detector = dataOf(await api.detectors.create({ name: 'kept', algorithm: 'robust_zscore' }), 201);
      const viewer = await tenant.actor('viewer');
      const member = dataOf(await api.members.get(viewer.id), 200);
      const patch = (operationId: string, path: string, json: object) =>
        api.call({ operationId, method: 'PATCH', path, json });

      const detectorPatch = await patch('detectors.update', `/detectors/${detector.id}`, {
        name: 'changed',
        status: 'ready',
      });
      const memberPatch = await patch('members.update', `/members/${viewer.id}`, {
        name: 'Changed',
        email: 'other@example.test',
      });
      const tenantPatch = await patch('tenant.update', '/tenant', { name: 'Changed', plan: 'enterprise' });

      expect(detectorPatch).toBeRefused(422, { pointer: '/status' });
      expect(memberPatch).toBeRefused(422, { pointer: '/email' });
      expect(tenantPatch).toBeRefused(422, { pointer: '/plan' });
      expect(dataOf(await api.detectors.get(detector.id), 200)).toEqual(detector);
      expect(dataOf(await api.members.get(viewer.id), 200)).toEqual(member);
      expect(dataOf(await api.tenant.get(), 200)).toMatchObject({ plan: 'standard' });
      expect(await patch('members.update', `/members/${viewer.id}`, { name: 'Changed' })).toSucceed(200);
    });
  },
);
