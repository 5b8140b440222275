import { dataOf, expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { timeSeries } from '../../test-data/time-series.ts';

test.describe('Time series in the browser', { tag: '@e2e' }, () => {
  test('a detector of a time series is offered datasets with a time column alone, and learns from one', async ({
    tenant,
    open,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    await uploadTable(analyst, labelledTable({ seed, rows: 50 }), { name: 'Payments' });
    await uploadTable(analyst, timeSeries({ seed, points: 96 }), {
      name: 'Hourly load',
      timeColumn: 'timestamp',
    });
    const { detector, newDetector, notification } = await open(analyst);
    await newDetector.goto();
    await newDetector.name.fill('Load');
    await newDetector.algorithm('Empirical tails (ECOD)').check();
    await expect(newDetector.parameters).toBeHidden();
    await newDetector.algorithm('Seasonal residual').check();
    await newDetector.parameter('Period').fill('24');

    await newDetector.create();
    await expect(detector.trainingDataset).toHaveAccessibleDescription(/Datasets with a time column/);
    await expect(detector.trainingDataset.getByRole('option')).toHaveText([
      'Choose a dataset',
      'Hourly load',
    ]);
    await detector.trainOn('Hourly load');

    await expect(notification('Training finished: version 1 is ready.')).toBeVisible();
    const { items } = dataOf(await analyst.api.detectors.list(), 200);
    expect(items).toMatchObject([
      { name: 'Load', algorithm: 'seasonal_residual', parameters: { period: 24 }, latestVersion: 1 },
    ]);
  });
});
