import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { uploadTable } from '../../../flows/upload-table.ts';
import { waitForJob } from '../../../flows/wait-for-job.ts';
import { labelledTable } from '../../../test-data/labelled-table.ts';
import { SLOW_TRAINING } from '../../../test-data/slow-training.ts';

test.use({ transport: 'undici' });

test.describe('Work that goes on', { tag: '@security', annotation: covers('AZF-09') }, () => {
  test('a job gives whoever started it no right that was taken from them meanwhile', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 20_000 }));
    const { id } = dataOf(await analyst.api.detectors.create({ name: 'slow', ...SLOW_TRAINING }), 201);
    const job = dataOf(await analyst.api.detectors.train(id, { datasetId: dataset.id }), 202);

    expect(await tenant.owner.api.members.update(analyst.id, { role: 'sales' })).toSucceed(200);

    expect(await analyst.api.jobs.cancel(job.id)).toBeRefused(403);
    expect(await analyst.api.detectors.get(id)).toBeRefused(403);
    expect(await analyst.api.detectors.versions(id)).toBeRefused(403);
    // The tenant keeps the work: those who may still can.
    const admin = await tenant.actor('admin');
    expect(await admin.api.jobs.cancel(job.id)).toSucceed(202);
    expect(await waitForJob(admin, job.id)).toMatchObject({ status: 'cancelled' });
  });

  test('a job of a member who was removed tells them nothing, and its result is the tenant’s', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 5000 }));
    const { id } = dataOf(
      await analyst.api.detectors.create({ name: 'left behind', algorithm: 'isolation_forest' }),
      201,
    );
    const job = dataOf(await analyst.api.detectors.train(id, { datasetId: dataset.id }), 202);

    expect(await tenant.owner.api.members.remove(analyst.id)).toSucceed(204);

    expect(await analyst.api.jobs.get(job.id)).toBeRefused(401);
    expect(await waitForJob(tenant.owner, job.id)).toMatchObject({ status: 'completed' });
    expect(dataOf(await tenant.owner.api.detectors.version(id, 1), 200).version).toBe(1);
    expect(await analyst.api.detectors.version(id, 1)).toBeRefused(401);
  });

  test('a key that was revoked cannot look after the job that it started', async ({ tenant, seed }) => {
    const key = await tenant.apiKey(['read', 'write']);
    const dataset = await uploadTable(key, labelledTable({ seed, rows: 5000 }));
    const { id } = dataOf(
      await key.api.detectors.create({ name: 'by key', algorithm: 'isolation_forest' }),
      201,
    );
    const job = dataOf(await key.api.detectors.train(id, { datasetId: dataset.id }), 202);

    expect(await tenant.owner.api.apiKeys.revoke(key.id)).toSucceed(204);

    expect(await key.api.jobs.get(job.id)).toBeRefused(401);
    expect(await key.api.jobs.cancel(job.id)).toBeRefused(401);
    expect(await waitForJob(tenant.owner, job.id)).toMatchObject({ status: 'completed' });
  });

  test('an export of personal data is shut to the owner who asked for it and is none any more', async ({
    tenant,
    seed,
  }) => {
    const second = await tenant.actor('owner', { as: 'second' });
    const dataset = await uploadTable(second, labelledTable({ seed, rows: 20 }));
    const columns = [{ datasetId: dataset.id, column: 'feature_1' }];
    const job = dataOf(await second.api.privacy.createExport({ type: 'data', value: '1', columns }), 202);
    await waitForJob(second, job.id);
    const exportId = job.exportId ?? '';
    expect(await second.api.privacy.exportFile(exportId)).toSucceed(200);

    expect(await tenant.owner.api.members.update(second.id, { role: 'admin' })).toSucceed(200);

    expect(await second.api.privacy.getExport(exportId)).toBeRefused(403);
    expect(await second.api.privacy.exportFile(exportId)).toBeRefused(403);
    expect(await tenant.owner.api.privacy.exportFile(exportId)).toSucceed(200);
  });

  test('a job is looked after by writers of its own tenant alone', async ({ world }) => {
    const { job } = world.alpha;

    for (const role of ['viewer', 'sales', 'verifier', 'auditor'] as const) {
      expect.soft(await (await world.alpha.actor(role)).api.jobs.cancel(job.id), role).toBeRefused(403);
    }
    const foreign = await world.beta.actor('owner');
    expect(await foreign.api.jobs.get(job.id)).toBeRefused(404);
    expect(await foreign.api.jobs.cancel(job.id)).toBeRefused(404);

    // It has ended, which only those who may cancel are told.
    expect(await (await world.alpha.actor('analyst')).api.jobs.cancel(job.id)).toBeRefused(409);
  });
});
