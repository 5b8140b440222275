import { covers, dataOf, expect, test, type Actor } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

/** A dataset with a detector that was trained on it and a detection in it. */
async function family(actor: Actor, seed: number) {
  const dataset = await uploadTable(actor, labelledTable({ seed, rows: 60 }));
  const { detector, job } = await trainDetector(actor, { datasetId: dataset.id, algorithm: 'robust_zscore' });
  const detection = dataOf(
    await actor.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }),
    201,
  );
  return { dataset, detector, job, detection };
}

const holdings = async ({ api }: Actor) => {
  const { datasets, detectors, members, storageBytes } = dataOf(await api.tenant.usage(), 200);
  return { datasets, detectors, members, storageBytes };
};

test.describe('What goes with what is removed', { tag: '@integration' }, () => {
  test.use({ transport: 'undici' });

  test('a removed dataset leaves the detector, the detection and the job, which name it no more', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { api } = analyst;
    const { dataset, detector, job, detection } = await family(analyst, seed);
    const before = await holdings(analyst);

    expect(await api.datasets.remove(dataset.id)).toSucceed(204);

    expect(await api.datasets.rows(dataset.id)).toBeRefused(404);
    expect(dataOf(await api.detectors.get(detector.id), 200).status).toBe('ready');
    expect(dataOf(await api.detectors.version(detector.id, 1), 200).datasetId).toBeNull();
    expect(dataOf(await api.detections.get(detection.id), 200)).toEqual({ ...detection, datasetId: null });
    expect(await api.detections.anomalies(detection.id)).toSucceed(200);
    expect(dataOf(await api.jobs.get(job.id), 200)).toEqual({ ...job, datasetId: null });
    expect(await holdings(analyst)).toEqual({
      ...before,
      datasets: 0,
      storageBytes: before.storageBytes - dataset.sizeBytes,
    });
  });

  test('a removed detector takes its versions, detections and jobs along, and leaves the dataset', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { api } = analyst;
    const empty = await holdings(analyst);
    const { dataset, detector, job, detection } = await family(analyst, seed);
    const other = await family(analyst, seed + 1);

    expect(await api.detectors.remove(detector.id)).toSucceed(204);

    expect(await api.detectors.version(detector.id, 1)).toBeRefused(404);
    expect(await api.detections.get(detection.id)).toBeRefused(404);
    expect(await api.detections.anomalies(detection.id)).toBeRefused(404);
    expect(await api.jobs.get(job.id)).toBeRefused(404);
    expect(dataOf(await api.datasets.get(dataset.id), 200)).toEqual(dataset);
    expect(dataOf(await api.detections.list(), 200).items).toEqual([other.detection]);
    expect(dataOf(await api.jobs.list(), 200).items).toEqual([other.job]);
    expect(await api.detectors.remove(other.detector.id)).toSucceed(204);
    expect(await holdings(analyst)).toEqual({
      ...empty,
      datasets: 2,
      storageBytes: dataset.sizeBytes + other.dataset.sizeBytes,
    });
  });

  test('a removed member leaves what they made, with their name, and their keys end', async ({
    anonymous,
    tenant,
    seed,
  }) => {
    const admin = await tenant.actor('admin');
    const dataset = await uploadTable(admin, labelledTable({ seed, rows: 20 }));
    const key = dataOf(await admin.api.apiKeys.create({ name: 'left', scopes: ['read'] }), 201);
    const holder = anonymous.api.withHeaders({ 'x-api-key': key.secret });
    expect(await holder.algorithms.list()).toSucceed(200);
    const before = await holdings(tenant.owner);

    expect(await tenant.owner.api.members.remove(admin.id)).toSucceed(204);

    expect(await admin.api.auth.me()).toBeRefused(401);
    expect(dataOf(await tenant.owner.api.datasets.get(dataset.id), 200)).toEqual(dataset);
    expect(await holder.algorithms.list()).toBeRefused(401);
    expect(dataOf(await tenant.owner.api.apiKeys.list(), 200).items).toEqual([]);
    expect(await holdings(tenant.owner)).toEqual({ ...before, members: before.members - 1 });
  });

  test(
    'a removed tenant takes everything along: its address and name are free again',
    { annotation: covers({ check: 'PRV-09', asvs: ['V14.2.7'] }) },
    async ({ anonymous, operator, tenant, seed }) => {
      const { owner } = tenant;
      const key = await tenant.apiKey(['read']);
      const { dataset } = await family(owner, seed);

      expect(await owner.api.tenant.remove()).toSucceed(204);

      expect(await owner.api.datasets.get(dataset.id)).toBeRefused(401);
      expect(await key.api.datasets.get(dataset.id)).toBeRefused(401);
      expect(dataOf(await operator.api.operator.listTenants({ q: tenant.name }), 200).total).toBe(0);
      const { email, password } = owner;
      const again = dataOf(
        await operator.api.operator.createTenant({
          name: tenant.name,
          plan: 'trial',
          owner: { email, password, name: 'Again' },
        }),
        201,
      );
      const login = dataOf(await anonymous.api.auth.login({ email, password }), 200);
      expect(login.tenant).toMatchObject({ id: again.id, name: tenant.name });
      expect(again.id).not.toBe(tenant.id);
      expect(await operator.api.operator.removeTenant(again.id)).toSucceed(204);
    },
  );
});
