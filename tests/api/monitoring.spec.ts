import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe('monitoring', { tag: '@integration' }, () => {
  test('performance counts each call of the tenant, by operation and outcome', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const missing = '01900000-0000-7000-8000-000000000000';
    for (let call = 0; call < 3; call += 1) dataOf(await analyst.api.datasets.list(), 200);
    expect(await analyst.api.datasets.get(missing)).toBeRefused(404);
    expect(await analyst.api.datasets.get(missing)).toBeRefused(404);
    expect(await analyst.api.audit.list()).toBeRefused(403);

    const { operations, total } = dataOf(await analyst.api.monitoring.performance(), 200);

    const of = (operation: string) => {
      const found = operations.find((each) => each.operation === operation);
      return [found?.requests, found?.clientErrors, found?.serverErrors];
    };
    expect(of('datasets.list')).toEqual([3, 0, 0]);
    expect(of('datasets.get')).toEqual([2, 2, 0]);
    expect(of('audit.list')).toEqual([1, 1, 0]);
    expect(total.requests).toBe(operations.reduce((sum, { requests }) => sum + requests, 0));
    expect(total.clientErrors).toBe(3);
  });

  test('the percentiles of latency lie in order, and below the window', async ({ world }) => {
    const viewer = await world.alpha.actor('viewer');
    dataOf(await viewer.api.datasets.list(), 200);

    const { operations, windowSeconds } = dataOf(
      await viewer.api.monitoring.performance({ windowSeconds: 60 }),
      200,
    );

    const listed = operations.find(({ operation }) => operation === 'datasets.list')?.latencyMs;
    const { p50, p95, p99 } = listed ?? { p50: 0, p95: 0, p99: 0 };
    expect(windowSeconds).toBe(60);
    expect(p50).toBeGreaterThan(0);
    expect([p50, p95, p99]).toEqual([p50, p95, p99].toSorted((a, b) => a - b));
    expect(p99).toBeLessThan(60_000);
  });

  test('performance shows nothing of another tenant’s calls', async ({ tenant, world }) => {
    const colleague = await world.beta.actor('viewer');
    dataOf(await colleague.api.detections.list(), 200);

    const { operations } = dataOf(await tenant.owner.api.monitoring.performance(), 200);

    expect(operations.map(({ operation }) => operation)).not.toContain('detections.list');
    const theirs = dataOf(await colleague.api.monitoring.performance(), 200);
    expect(theirs.operations.map(({ operation }) => operation)).toContain('detections.list');
  });

  test('a model shows the version in use, what it has scored, and how many were anomalies', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = await tenant.actor('viewer');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 200 }));
    const { detector, version } = await trainDetector(analyst, { name: 'Payments', datasetId: dataset.id });
    dataOf(await analyst.api.detectors.create({ name: 'untrained', algorithm: 'robust_zscore' }), 201);
    const detect = async () =>
      dataOf(await analyst.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }), 201);
    const [first, second] = [await detect(), await detect()];

    const models = dataOf(await viewer.api.monitoring.models(), 200);

    expect(models.items).toEqual([
      {
        detectorId: detector.id,
        name: 'Payments',
        algorithm: 'isolation_forest',
        version: 1,
        trainedAt: version.createdAt,
        evaluatedAt: null,
        detections: 2,
        scoredRows: 400,
        anomalies: first.anomalyCount + second.anomalyCount,
        anomalyShare: (first.anomalyCount + second.anomalyCount) / 400,
        lastDetectionAt: second.createdAt,
        scoreShift: 0,
      },
    ]);
  });

  test('a version that has scored nothing yet has no share and no shift', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 50 }));
    await trainDetector(analyst, { algorithm: 'robust_zscore', datasetId: dataset.id });

    const { items } = dataOf(await analyst.api.monitoring.models(), 200);

    expect(items[0]).toMatchObject({
      detections: 0,
      scoredRows: 0,
      anomalies: 0,
      anomalyShare: null,
      lastDetectionAt: null,
      scoreShift: null,
    });
  });

  test('scores that moved show as a shift of just the share of rows that moved', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const calm = labelledTable({ seed, rows: 200, features: 2, contamination: 0 });
    // Half of the rows far outside: their scores leave the bins in which the calm ones lie.
    const moved = calm.rows.map((row, index) => (index % 2 === 0 ? row : row.map(() => 1e6)));
    const dataset = await uploadTable(analyst, { columns: calm.columns, rows: calm.rows });
    const other = await uploadTable(analyst, { columns: calm.columns, rows: moved });
    const { detector } = await trainDetector(analyst, { algorithm: 'robust_zscore', datasetId: dataset.id });
    for (const datasetId of [dataset.id, other.id])
      dataOf(await analyst.api.detections.create({ detectorId: detector.id, datasetId }), 201);

    const { items } = dataOf(await analyst.api.monitoring.models(), 200);

    expect(items[0]?.scoreShift).toBeCloseTo(0.5, 1);
  });

  test('a window beyond what is kept is refused at its place', async ({ world }) => {
    const viewer = await world.alpha.actor('viewer');

    expect(await viewer.api.monitoring.performance({ windowSeconds: 3_601 })).toBeRefused(422, {
      pointer: '/query/windowSeconds',
    });
    expect(await viewer.api.monitoring.performance({ windowSeconds: 3_600 })).toSucceed(200);
  });
});
