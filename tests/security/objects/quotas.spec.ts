import type { Job } from '../../../api-clients/jobs/schemas.ts';
import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { uploadTable } from '../../../flows/upload-table.ts';
import { waitForJob } from '../../../flows/wait-for-job.ts';
import { labelledTable } from '../../../test-data/labelled-table.ts';
import { SLOW_TRAINING } from '../../../test-data/slow-training.ts';

/** Webhooks that a tenant may have. */
const MOST_WEBHOOKS = 20;

/** Whether a job had not been begun when another one was. */
const isBegunLater = ({ startedAt }: Job, other: Job) =>
  startedAt === null || startedAt > (other.startedAt ?? '');

test.use({ transport: 'undici' });

test.describe('Quotas of tenants', { tag: ['@security', '@resource'] }, () => {
  test(
    'a quota that one tenant has used up is its own: a colleague shares it, a neighbour does not, and removing makes room',
    { annotation: covers('AZO-11') },
    async ({ tenant, neighbour }) => {
      const admin = await tenant.actor('admin');
      const create = (api: typeof admin.api, index: number) =>
        api.webhooks.create({ url: `https://hooks.example.com/${index}` });
      const made = await Promise.all(
        Array.from({ length: MOST_WEBHOOKS }, (_, index) => create(admin.api, index)),
      );
      const [first] = made.map((result) => dataOf(result, 201).id);

      expect(await create(admin.api, MOST_WEBHOOKS)).toBeRefused(409);
      expect(await create(tenant.owner.api, MOST_WEBHOOKS)).toBeRefused(409);
      expect(await create(neighbour.owner.api, 0)).toSucceed(201);

      expect(await admin.api.webhooks.remove(first ?? '')).toSucceed(204);
      expect(await create(tenant.owner.api, MOST_WEBHOOKS)).toSucceed(201);
    },
  );

  test(
    'a tenant with many slow jobs does not hold up a neighbour’s one, nor does it have the neighbour refused',
    { annotation: covers('AZO-10', 'RES-05') },
    async ({ tenant, neighbour, seed }) => {
      const table = await uploadTable(tenant.owner, labelledTable({ seed, rows: 20_000 }));
      const small = await uploadTable(neighbour.owner, labelledTable({ seed, rows: 40 }));
      const { api: noisy } = tenant.owner;
      const { api: quiet } = neighbour.owner;
      const { id } = dataOf(await quiet.detectors.create({ name: 'quick', algorithm: 'robust_zscore' }), 201);
      const detectors = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          noisy.detectors.create({ name: `slow ${index}`, ...SLOW_TRAINING }),
        ),
      );
      const slow = await Promise.all(
        detectors.map((detector) => noisy.detectors.train(dataOf(detector, 201).id, { datasetId: table.id })),
      );
      const flood = Promise.all(Array.from({ length: 100 }, () => noisy.detectors.list()));

      const job = dataOf(await quiet.detectors.train(id, { datasetId: small.id }), 202);
      const ended = await waitForJob(neighbour.owner, job.id);
      const { items } = dataOf(await noisy.jobs.list(), 200);

      expect(slow.map(({ status }) => status)).toEqual(slow.map(() => 202));
      expect(ended).toMatchObject({ status: 'completed' });
      // Queued behind all of them, it was begun before some: a queue by time alone would have begun them first.
      expect(items.filter((other) => isBegunLater(other, ended)).length).toBeGreaterThan(0);
      expect((await flood).map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 200));
    },
  );
});
