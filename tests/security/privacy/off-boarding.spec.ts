import { notificationChannel } from '../../../api-clients/notifications/channel.ts';
import { bareRequest } from '../../../contract/bare-request.ts';
import { memberReadings } from '../../../contract/readings.ts';
import { agreedContract, covers, dataOf, expect, test, type TenantHandle } from '../../../fixtures/index.ts';
import { prepareAlarms, raiseEvent } from '../../../flows/raise-events.ts';
import { readEverything } from '../../../flows/read-everything.ts';
import { uploadTable } from '../../../flows/upload-table.ts';
import { labelledTable } from '../../../test-data/labelled-table.ts';
import { SLOW_TRAINING } from '../../../test-data/slow-training.ts';
import { MOVING } from '../moving-figures.ts';

const contract = agreedContract();
const READS = memberReadings(contract);

/** Things of several kinds, named after the tenant’s canary, and a training that is still at work. */
async function fill({ canary, owner }: TenantHandle, seed: number) {
  const { api } = owner;
  const ground = await prepareAlarms(owner, seed);
  const { detection, event } = await raiseEvent(owner, ground);
  const webhook = dataOf(await api.webhooks.create({ url: `https://hooks.example.com/${canary}` }), 201);
  const large = await uploadTable(owner, labelledTable({ seed, rows: 20_000 }), { name: `Large ${canary}` });
  const slow = dataOf(await api.detectors.create({ name: `Slow ${canary}`, ...SLOW_TRAINING }), 201);
  const job = dataOf(await api.detectors.train(slow.id, { datasetId: large.id }), 202);
  return [
    ground.dataset.id,
    ground.detectorId,
    detection.id,
    event.id,
    webhook.id,
    large.id,
    slow.id,
    job.id,
  ];
}

test.use({ transport: 'undici' });

test.describe('Leaving the platform', { tag: ['@security', '@compliance'] }, () => {
  test(
    'a removed tenant is nowhere any more, even in the midst of its work, and its neighbour has lost nothing',
    { annotation: covers('PRV-09') },
    async ({ neighbour, operator, tenant, seed }) => {
      const ids = await fill(tenant, seed);
      const key = await tenant.apiKey(['read', 'write']);
      const channel = await tenant.owner.live.open(notificationChannel);
      await raiseEvent(neighbour.owner, await prepareAlarms(neighbour.owner, seed));
      const lasting = async () =>
        (await readEverything(neighbour.owner, contract)).filter(
          ({ operationId }) => !MOVING.has(operationId),
        );
      const before = await lasting();
      const found = await readEverything(tenant.owner, contract);

      expect(await tenant.owner.api.tenant.remove()).toSucceed(204);

      const traces = [tenant.canary, tenant.id, ...ids];
      // Positive control: all of it was there.
      expect(traces.filter((trace) => !found.some(({ text }) => text.includes(trace)))).toEqual([]);
      const refused = await Promise.all(
        READS.map((operation) => tenant.owner.api.call(bareRequest(operation))),
      );
      expect(refused.map(({ status }) => status)).toEqual(READS.map(() => 401));
      expect(await key.api.datasets.list()).toBeRefused(401);
      expect((await channel.closing).code).toBe(4401);
      expect(dataOf(await operator.api.operator.listTenants({ q: tenant.canary }), 200).items).toEqual([]);
      const after = await lasting();
      expect(after).toEqual(before);
      expect(traces.filter((trace) => after.some(({ text }) => text.includes(trace)))).toEqual([]);
    },
  );
});
