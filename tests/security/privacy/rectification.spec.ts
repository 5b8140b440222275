import { agreedContract, covers, dataOf, expect, type TenantHandle, test } from '../../../fixtures/index.ts';
import { raiseEvent, prepareAlarms } from '../../../flows/raise-events.ts';
import { readEverything } from '../../../flows/read-everything.ts';
import { waitForJob } from '../../../flows/wait-for-job.ts';
import { CREATIONS } from '../../api/creations.ts';

const contract = agreedContract();

/** What is made with nothing but a name; the rest is made of a table and a detector. */
const MADE = ['apiKeys.create', 'patterns.create', 'webhooks.create', 'monitoring.createAlertRule'];

const NAMES = { before: 'Wrongly Spelt', after: 'Rightly Spelt' };

/** Readings that say how somebody was called then. */
const HISTORY = new Set(['audit.list', 'audit.export']);

/** Has an owner make one thing of each kind that says who made it, and take up an alert. */
async function makeThings({ owner }: TenantHandle, seed: number): Promise<void> {
  const { api, password } = owner;
  for (const id of MADE) {
    const create = await CREATIONS[id]?.({ api, password, name: `made-${seed}`, seed });
    expect((await create?.(api))?.ok, id).toBe(true);
  }
  const ground = await prepareAlarms(owner, seed);
  const [datasetId, detectorId] = [ground.dataset.id, ground.detectorId];
  const { event } = await raiseEvent(owner, ground);
  dataOf(await api.events.acknowledge(event.id, {}), 200);
  const candidates = [{ algorithm: 'robust_zscore' } as const];
  dataOf(await api.experiments.create({ name: 'Compared', datasetId, candidates }), 201);
  dataOf(await api.streams.create({ name: 'Watched', detectorId }), 201);
  const columns = [{ datasetId, column: 'feature_1' }];
  const job = dataOf(await api.privacy.createExport({ type: 'data', value: '1', columns }), 202);
  await waitForJob(owner, job.id);
}

test.use({ transport: 'undici' });

test.describe('A name that is put right', { tag: '@security', annotation: covers('PRV-05') }, () => {
  test('is right wherever the person is named, in what they made before too', async ({ tenant, seed }) => {
    const { api } = tenant.owner;
    dataOf(await api.auth.updateMe({ name: NAMES.before }), 200);
    await makeThings(tenant, seed);
    const look = async () => {
      const readings = (await readEverything(tenant.owner, contract)).filter(
        ({ operationId }) => !HISTORY.has(operationId),
      );
      return (name: string) => {
        const naming = readings.filter(({ text }) => text.includes(name));
        return [...new Set(naming.map(({ operationId }) => operationId))].toSorted();
      };
    };
    const before = (await look())(NAMES.before);

    dataOf(await api.auth.updateMe({ name: NAMES.after }), 200);

    const naming = await look();
    expect(naming(NAMES.before)).toEqual([]);
    expect(naming(NAMES.after)).toEqual(before);
    expect(before).toEqual(
      expect.arrayContaining([
        ...['auth.me', 'members.list', 'apiKeys.list', 'datasets.list', 'detectors.list', 'detections.list'],
        ...['jobs.list', 'experiments.list', 'streams.list', 'patterns.list', 'webhooks.list', 'events.get'],
        ...['monitoring.alertRules', 'privacy.listExports'],
      ]),
    );
    // The log keeps how they were called then, and still verifies.
    expect(dataOf(await api.audit.verify(), 200)).toMatchObject({ valid: true });

    dataOf(await api.members.update(tenant.owner.id, { name: 'By Hand' }), 200);
    const makers = dataOf(await api.datasets.list(), 200).items.map(({ createdBy }) => createdBy.name);
    expect(makers).toEqual(['By Hand']);
  });
});
