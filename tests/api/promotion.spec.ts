import type { ApiClient } from '../../api-clients/api-client.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { waitForJob } from '../../flows/wait-for-job.ts';
import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import type { LabelledTable } from '../../test-data/table.ts';

/** A detector with as many versions, all trained on one dataset. */
async function detectorWithVersions(actor: { api: ApiClient }, seed: number, versions: number) {
  const dataset = await uploadTable(actor, labelledTable({ seed, rows: 60, features: 2 }));
  const { detector } = await trainDetector(actor, { datasetId: dataset.id, algorithm: 'robust_zscore' });
  for (let version = 2; version <= versions; version += 1) {
    const job = await actor.api.detectors.train(detector.id, { datasetId: dataset.id });
    await waitForJob(actor, dataOf(job, 202).id);
  }
  return { detectorId: detector.id, datasetId: dataset.id };
}

/** The stages of a detector's versions, the first version first. */
async function stagesOf({ api }: { api: ApiClient }, detectorId: string): Promise<string[]> {
  return dataOf(await api.detectors.versions(detectorId), 200)
    .items.map(({ stage }) => stage)
    .reverse();
}

/** The same rows, normal ones labelled anomalies and anomalies normal. */
function mislabelled(table: LabelledTable<number>): LabelledTable<number> {
  return { ...table, labels: table.labels.map((label) => (label === 1 ? 0 : 1)) };
}

test.describe('Promotion', { tag: '@integration' }, () => {
  test('the version in production works where none is named; until there is one, the latest does', async ({
    tenant,
    seed,
  }) => {
    const admin = await tenant.actor('admin');
    const analyst = await tenant.actor('analyst');
    const { detectorId, datasetId } = await detectorWithVersions(analyst, seed, 2);
    const rows = [[0, 0]];
    const versionUsed = async (version?: number) =>
      dataOf(
        await analyst.api.detectors.predict(detectorId, {
          rows,
          ...(version === undefined ? {} : { version }),
        }),
        200,
      ).version;

    expect(await versionUsed()).toBe(2);
    expect(await admin.api.detectors.promote(detectorId, 1)).toSucceed(200);

    expect(await versionUsed()).toBe(1);
    expect(await versionUsed(2)).toBe(2);
    const detection = dataOf(await analyst.api.detections.create({ detectorId, datasetId }), 201);
    expect(detection.detectorVersion).toBe(1);
    const evaluation = dataOf(await analyst.api.detectors.evaluate(detectorId, { datasetId }), 200);
    expect(evaluation.version).toBe(1);
    expect(dataOf(await analyst.api.detectors.get(detectorId), 200)).toMatchObject({
      latestVersion: 2,
      productionVersion: 1,
    });
  });

  test('a promotion archives the version before, and says who made it and when', async ({ tenant, seed }) => {
    const admin = await tenant.actor('admin');
    const { detectorId } = await detectorWithVersions(admin, seed, 3);
    const stages = [await stagesOf(admin, detectorId)];

    const first = dataOf(await admin.api.detectors.promote(detectorId, 1), 200);
    stages.push(await stagesOf(admin, detectorId));
    const second = dataOf(await admin.api.detectors.promote(detectorId, 2), 200);
    stages.push(await stagesOf(admin, detectorId));

    expect(stages).toEqual([
      ['staging', 'staging', 'staging'],
      ['production', 'staging', 'staging'],
      ['archived', 'production', 'staging'],
    ]);
    expect(first).toMatchObject({ version: 1, stage: 'production' });
    expect(second.stageChangedBy).toMatchObject({ kind: 'user', id: admin.id });
    expect(Date.parse(second.stageChangedAt ?? '')).toBeGreaterThanOrEqual(
      Date.parse(first.stageChangedAt ?? ''),
    );
    expect(dataOf(await admin.api.detectors.version(detectorId, 3), 200)).toMatchObject({
      stageChangedAt: null,
      stageChangedBy: null,
    });
  });

  test('a version that its evaluation shows to be worse than guessing is not promoted', async ({
    tenant,
    seed,
  }) => {
    const admin = await tenant.actor('admin');
    const { api } = admin;
    const { detectorId, datasetId } = await detectorWithVersions(admin, seed, 1);
    const wrong = await uploadTable(admin, mislabelled(labelledTable({ seed, rows: 60, features: 2 })));

    const failing = dataOf(await api.detectors.evaluate(detectorId, { datasetId: wrong.id }), 200);

    expect(failing.rocAuc).toBeLessThan(0.5);
    expect(dataOf(await api.detectors.version(detectorId, 1), 200).validation).toEqual({
      status: 'failed',
      rocAuc: failing.rocAuc,
      leastRocAuc: 0.5,
    });
    expect(await api.detectors.promote(detectorId, 1)).toBeRefused(409);
    expect(await stagesOf(admin, detectorId)).toEqual(['staging']);
    expect(await api.detectors.evaluate(detectorId, { datasetId })).toSucceed(200);
    expect(await api.detectors.promote(detectorId, 1)).toSucceed(200);
  });

  test('a version is judged by its training data until it is evaluated; without labels nothing is held against it', async ({
    tenant,
    seed,
  }) => {
    const admin = await tenant.actor('admin');
    const { api } = admin;
    const table = labelledTable({ seed, rows: 60, features: 2 });
    const wrong = await uploadTable(admin, mislabelled(table), { name: 'mislabelled' });
    const unlabelled = await uploadTable(admin, table, { name: 'unlabelled', labelColumn: null });
    const columns = ['feature_1', 'feature_2'];
    const training = { algorithm: 'robust_zscore', columns } as const;
    const failed = await trainDetector(admin, { ...training, datasetId: wrong.id });
    const unknown = await trainDetector(admin, { ...training, datasetId: unlabelled.id });

    expect(failed.version.validation.status).toBe('failed');
    expect(await api.detectors.promote(failed.detector.id, 1)).toBeRefused(409);
    expect(unknown.version.validation).toEqual({ status: 'pending', rocAuc: null, leastRocAuc: 0.5 });
    expect(await api.detectors.promote(unknown.detector.id, 1)).toSucceed(200);
  });

  test(
    'only a version in staging is promoted, only the one in production is rolled back',
    { annotation: covers('BIZ-02') },
    async ({ tenant, seed }) => {
      const admin = await tenant.actor('admin');
      const { detectors } = admin.api;
      const { detectorId } = await detectorWithVersions(admin, seed, 2);

      expect(await detectors.rollback(detectorId, 1)).toBeRefused(409);
      expect(await detectors.promote(detectorId, 1)).toSucceed(200);
      expect(await detectors.promote(detectorId, 1)).toBeRefused(409);
      expect(await detectors.rollback(detectorId, 1)).toBeRefused(409);
      expect(await detectors.promote(detectorId, 2)).toSucceed(200);
      expect(await detectors.promote(detectorId, 1)).toBeRefused(409);
      expect(await detectors.rollback(detectorId, 1)).toBeRefused(409);
      expect(await detectors.promote(detectorId, 3)).toBeRefused(404);
      expect(await stagesOf(admin, detectorId)).toEqual(['archived', 'production']);
    },
  );

  test('rollbacks lead back through the versions in the order in which they were in production', async ({
    tenant,
    seed,
  }) => {
    const admin = await tenant.actor('admin');
    const { detectors } = admin.api;
    const { detectorId } = await detectorWithVersions(admin, seed, 3);
    await detectors.promote(detectorId, 2);
    await detectors.promote(detectorId, 1);
    await detectors.promote(detectorId, 3);

    const toFirst = dataOf(await detectors.rollback(detectorId, 3), 200);
    const predicted = dataOf(await detectors.predict(detectorId, { rows: [[0, 0]] }), 200);
    const toSecond = dataOf(await detectors.rollback(detectorId, 1), 200);

    expect(toFirst).toMatchObject({ version: 1, stage: 'production' });
    expect(predicted.version).toBe(1);
    expect(toSecond).toMatchObject({ version: 2, stage: 'production' });
    expect(await stagesOf(admin, detectorId)).toEqual(['archived', 'production', 'archived']);
    expect(await detectors.rollback(detectorId, 2)).toBeRefused(409);
    expect(dataOf(await detectors.get(detectorId), 200).productionVersion).toBe(2);
  });

  test('a stale promotion is refused and not made, a current one is made', async ({ tenant, seed }) => {
    const admin = await tenant.actor('admin');
    const { detectors } = admin.api;
    const { detectorId, datasetId } = await detectorWithVersions(admin, seed, 1);
    const stale = (await detectors.version(detectorId, 1)).headers['etag'] ?? '';
    await detectors.evaluate(detectorId, { datasetId });
    const current = (await detectors.version(detectorId, 1)).headers['etag'] ?? '';

    expect(await detectors.promote(detectorId, 1, { ifMatch: stale })).toBeRefused(412);
    expect(await stagesOf(admin, detectorId)).toEqual(['staging']);
    const promoted = await detectors.promote(detectorId, 1, { ifMatch: current });
    expect(promoted).toSucceed(200);
    expect(await detectors.rollback(detectorId, 1, { ifMatch: current })).toBeRefused(412);
    expect((await detectors.version(detectorId, 1)).headers['etag']).toBe(promoted.headers['etag']);
  });

  test(
    'of versions promoted at once exactly one ends in production',
    { annotation: covers('BIZ-03') },
    async ({ tenant, seed }) => {
      const admin = await tenant.actor('admin');
      const { detectors } = admin.api;
      const { detectorId } = await detectorWithVersions(admin, seed, 3);

      const results = await Promise.all([1, 2, 3].map((version) => detectors.promote(detectorId, version)));

      expect(results.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect([...(await stagesOf(admin, detectorId))].sort()).toEqual(['archived', 'archived', 'production']);
    },
  );

  test('an analyst trains but does not promote; an admin does, and an API key never', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const admin = await tenant.actor('admin');
    const key = await tenant.apiKey(['read', 'write', 'ingest']);
    const { detectorId } = await detectorWithVersions(analyst, seed, 1);

    expect(await analyst.api.detectors.promote(detectorId, 1)).toBeRefused(403);
    expect(await key.api.detectors.promote(detectorId, 1)).toBeRefused(403);
    expect(await stagesOf(admin, detectorId)).toEqual(['staging']);
    expect(await admin.api.detectors.promote(detectorId, 1)).toSucceed(200);
  });
});
