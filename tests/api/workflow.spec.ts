import { uploadTable } from '../../flows/upload-table.ts';
import { waitForJob } from '../../flows/wait-for-job.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe('The complete workflow', { tag: '@integration' }, () => {
  test('a file becomes a version in production that finds its anomalies, each step by the role that may', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const admin = await tenant.actor('admin');
    const viewer = await tenant.actor('viewer');
    const verifier = await tenant.actor('verifier');
    const history = labelledTable({ seed, rows: 400, features: 4, contamination: 0.05 });

    const dataset = await uploadTable(analyst, history, { name: 'history' });
    const profile = dataOf(await viewer.api.datasets.profile(dataset.id), 200);
    const checked = dataOf(await analyst.api.datasets.validate(dataset.id), 200);
    const { id } = dataOf(
      await analyst.api.detectors.create({
        name: 'watch',
        algorithm: 'isolation_forest',
        contamination: profile.contamination.estimate,
      }),
      201,
    );
    const training = dataOf(await analyst.api.detectors.train(id, { datasetId: dataset.id }), 202);
    const trained = await waitForJob(viewer, training.id);
    const evaluation = dataOf(await analyst.api.detectors.evaluate(id, { datasetId: dataset.id }), 200);
    const promoted = dataOf(await admin.api.detectors.promote(id, 1), 200);
    const detection = dataOf(
      await analyst.api.detections.create({ detectorId: id, datasetId: dataset.id }),
      201,
    );
    const anomalies = dataOf(await verifier.api.detections.anomalies(detection.id), 200);

    expect(dataset.rowCount).toBe(400);
    expect(profile.contamination).toEqual({ estimate: 0.05, method: 'label' });
    expect(checked.valid).toBe(true);
    expect(trained).toMatchObject({ status: 'completed', result: { version: 1, detectionId: null } });
    // 20 anomalies were planted and 20 rows are flagged: what is missed is as many as what is falsely flagged.
    const { truePositives, falsePositives, falseNegatives, trueNegatives } = evaluation.confusion;
    expect(truePositives + falsePositives).toBe(20);
    expect(falseNegatives).toBe(falsePositives);
    expect(truePositives + falsePositives + falseNegatives + trueNegatives).toBe(400);
    expect(evaluation.rocAuc).toBeGreaterThanOrEqual(0.95);
    expect(promoted).toMatchObject({ version: 1, stage: 'production', validation: { status: 'passed' } });
    expect(detection).toMatchObject({ detectorVersion: 1, rowCount: 400, anomalyCount: 20 });
    expect(anomalies.total).toBe(20);
    const hits = anomalies.items.filter(({ rowIndex }) => history.labels[rowIndex] === 1);
    expect(hits).toHaveLength(truePositives);
  });

  test('a step that fails leaves the workflow where it was, and it goes on once the reason is mended', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { api } = analyst;
    const table = labelledTable({ seed, rows: 80, features: 2 });
    const broken = { name: 'broken.csv', contentType: 'text/csv', content: 'a,b\n1\n' };

    expect(await api.datasets.create({ name: 'history', file: broken })).toBeRefused(422);
    const dataset = await uploadTable(analyst, table, { name: 'history' });
    const { id } = dataOf(await api.detectors.create({ name: 'watch', algorithm: 'robust_zscore' }), 201);
    expect(await api.detectors.evaluate(id, { datasetId: dataset.id })).toBeRefused(409);
    expect(await api.detectors.train(id, { datasetId: dataset.id, columns: ['nope'] })).toBeRefused(422, {
      pointer: '/columns/0',
    });
    expect(dataOf(await api.detectors.get(id), 200).status).toBe('untrained');
    const training = dataOf(await api.detectors.train(id, { datasetId: dataset.id }), 202);
    await waitForJob(analyst, training.id);
    expect(await api.detectors.promote(id, 1)).toBeRefused(403);
    expect(await tenant.owner.api.detectors.promote(id, 1)).toSucceed(200);

    const detection = dataOf(await api.detections.create({ detectorId: id, datasetId: dataset.id }), 201);
    expect(detection).toMatchObject({ detectorVersion: 1, rowCount: 80, anomalyCount: 4 });
    expect(dataOf(await api.datasets.list(), 200).total).toBe(1);
    expect(dataOf(await api.jobs.list(), 200).items.map(({ status }) => status)).toEqual(['completed']);
  });
});
