import { dataOf, expect, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';

test.describe('A dataset file', { tag: ['@integration', '@regression'] }, () => {
  test('goes all the way from upload to anomalies, none of its rows lost', async ({
    datasetFile,
    tenant,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { name, content, columns, rowCount, numericColumns } = datasetFile;

    const dataset = dataOf(
      await analyst.api.datasets.create({ name, file: { name, contentType: 'text/csv', content } }),
      201,
    );
    const { detector, version } = await trainDetector(analyst, {
      datasetId: dataset.id,
      columns: numericColumns,
      algorithm: 'isolation_forest',
    });
    const detection = dataOf(
      await analyst.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }),
      201,
    );
    const anomalies = dataOf(await analyst.api.detections.anomalies(detection.id, { limit: 200 }), 200);

    expect(dataset.rowCount).toBe(rowCount);
    expect(dataset.columns.map((column) => column.name)).toEqual(columns);
    expect(version.featureColumns).toEqual(numericColumns);
    expect(detection.rowCount).toBe(rowCount);
    expect(anomalies.total).toBe(detection.anomalyCount);
    expect(detection.anomalyCount).toBeLessThanOrEqual(Math.ceil(rowCount * 0.05));
  });
});
