import type { ApiClient } from '../../api-clients/api-client.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { timeSeries } from '../../test-data/time-series.ts';

const seasonal = { algorithm: 'seasonal_residual', contamination: 6 / 480 } as const;

/** A detector of seasonal residuals, and the series of 480 hours with 6 spikes that it has learnt. */
async function learnt(actor: { api: ApiClient }, seed: number) {
  const series = timeSeries({ seed });
  const dataset = await uploadTable(actor, series, { name: 'learnt', timeColumn: 'timestamp' });
  const { detector, version } = await trainDetector(actor, { datasetId: dataset.id, ...seasonal });
  return { series, dataset, detector, version };
}

test.describe('Time series', { tag: '@integration' }, () => {
  test('a training needs a dataset with a time column, and takes the time as its first column', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { detector, version } = await learnt(analyst, seed);
    const { columns, rows } = timeSeries({ seed });
    const timeless = await uploadTable(analyst, { columns, rows }, { name: 'timeless' });

    expect(version.featureColumns).toEqual(['timestamp', 'value']);
    expect(await analyst.api.detectors.train(detector.id, { datasetId: timeless.id })).toBeRefused(422, {
      pointer: '/datasetId',
    });
  });

  test('the spikes are its anomalies, and the time is not among what contributes', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { series, dataset, detector } = await learnt(analyst, seed);
    const detection = dataOf(
      await analyst.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }),
      201,
    );

    const { items } = dataOf(await analyst.api.detections.anomalies(detection.id), 200);

    const spikes = series.labels.flatMap((label, index) => (label === 1 ? [index] : []));
    expect(items.map(({ rowIndex }) => rowIndex).toSorted((a, b) => a - b)).toEqual(spikes);
    expect(items.map(({ features }) => features)).toEqual(
      items.map(({ rowIndex }) => [{ column: 'value', value: series.rows[rowIndex]?.[1], contribution: 1 }]),
    );
    expect(detection.metrics).toEqual({ rocAuc: 1, precision: 1, recall: 1, f1: 1 });
  });

  test('a dataset whose times are text cannot be examined', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { detector } = await learnt(analyst, seed);
    const texts = await uploadTable(
      analyst,
      {
        columns: ['timestamp', 'value'],
        rows: [
          ['noon', 1],
          ['night', 2],
        ],
      },
      { name: 'texts' },
    );

    const result = await analyst.api.detections.create({ detectorId: detector.id, datasetId: texts.id });

    expect(result).toBeRefused(422, { pointer: '/datasetId' });
  });

  test('that time moves on is no drift', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { series, detector } = await learnt(analyst, seed);
    const later = {
      ...series,
      rows: series.rows.map(([time, value]) => [
        new Date(Date.parse(String(time)) + 480 * 3_600_000).toISOString(),
        value ?? null,
      ]),
    };
    const dataset = await uploadTable(analyst, later, { name: 'later', timeColumn: 'timestamp' });

    const drift = dataOf(await analyst.api.detectors.drift(detector.id, { datasetId: dataset.id }), 200);

    expect(drift.features.map(({ column, verdict }) => ({ column, verdict }))).toEqual([
      { column: 'value', verdict: 'none' },
    ]);
  });
});
