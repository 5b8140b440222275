import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe('personas at work', { tag: '@e2e' }, () => {
  test('a security analyst sets a rule, is called by the bell, deals with the alert and sees how things stand', async ({
    tenant,
    open,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 100, contamination: 0.3 }));
    const { detector } = await trainDetector(analyst, {
      name: 'Payments',
      algorithm: 'robust_zscore',
      contamination: 0.3,
      datasetId: dataset.id,
    });
    dataOf(await analyst.api.notifications.readAll(), 200);
    const pages = await open(analyst);
    const { page, heading, bell, inbox, alerts, alertPage, monitoring, notification } = pages;
    await monitoring.goto();
    await monitoring.createRuleButton.click();
    await monitoring.creation.name.fill('Too many anomalies');
    await monitoring.creation.threshold.fill('10');
    await monitoring.creation.create();
    await expect(monitoring.rules.rowHeaders).toHaveText(['Too many anomalies']);
    await expect(bell.quiet).toBeVisible();

    const detection = dataOf(
      await analyst.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }),
      201,
    );
    await expect(bell.unread(2)).toBeVisible();
    await bell.root.click();
    await expect(inbox.table.rowHeaders).toHaveText([
      'Alert: Too many anomalies',
      'Critical event',
      'Training completed',
      /^Welcome, /,
    ]);

    await inbox.table.link('Critical event').click();
    await expect(heading).toHaveText(`${detection.anomalyCount} anomalies in 100 rows (Payments)`);
    await alertPage.take('Acknowledge', 'Looking into it.');
    await expect(notification('Alert acknowledged.')).toBeVisible();
    await alertPage.source('Detection').click();
    await expect(page).toHaveURL(`/detections/${detection.id}`);
    await expect(pages.detection.scatterPlot).toBeVisible();

    await alerts.goto();
    await expect(alerts.counts.fact('Open', '1')).toBeVisible();
    await expect(alerts.counts.fact('Acknowledged', '1')).toBeVisible();
    await monitoring.goto();
    await expect(monitoring.firedAlerts.cells('Too many anomalies')).toContainText(['Firing']);
    await expect(monitoring.models.cells('Payments')).toContainText(['v1', '1', '100']);
  });
});
