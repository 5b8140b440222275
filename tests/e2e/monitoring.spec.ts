import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe('monitoring in the browser', { tag: '@e2e' }, () => {
  test('a rule that an analyst makes fires on what was found, and its alert shows until the rule is removed', async ({
    tenant,
    open,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 200 }));
    const { detector } = await trainDetector(analyst, { name: 'Payments', datasetId: dataset.id });
    const { anomalyCount } = dataOf(
      await analyst.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }),
      201,
    );
    const share = `${((anomalyCount / 200) * 100).toFixed(1)}%`;
    const { monitoring, notification } = await open(analyst);
    await monitoring.goto();
    await expect(monitoring.noRules).toBeVisible();
    await expect(monitoring.models.cells('Payments')).toContainText(['v1', '1', '200', share]);
    await expect(monitoring.operations.row('detections.create').getByRole('cell').first()).toHaveText('1');

    await monitoring.createRuleButton.click();
    await monitoring.creation.create();
    await expect(monitoring.creation.name).toBeFocused();
    await monitoring.creation.name.fill('Too many anomalies');
    await monitoring.creation.threshold.fill('1');
    await monitoring.creation.severity.selectOption('High');
    await monitoring.creation.create();

    await expect(notification('Alert rule “Too many anomalies” created.')).toBeVisible();
    const alert = monitoring.firedAlerts.cells('Too many anomalies');
    await expect(alert).toContainText(['Firing', 'High', 'Anomaly rate above 1.0%', share, share], {
      timeout: 10_000,
    });

    await monitoring.askToRemove('Too many anomalies');
    await monitoring.removal.confirm();

    await expect(monitoring.noRules).toBeVisible();
    await expect(alert).toContainText(['Resolved'], { timeout: 10_000 });
  });

  test('a viewer sees how things stand and is offered no change', async ({ tenant, open }) => {
    const viewer = await tenant.actor('viewer');
    const rule = { name: 'Slow', metric: 'latency_p95', comparator: 'above', threshold: 1e6 } as const;
    dataOf(await tenant.owner.api.monitoring.createAlertRule(rule), 201);
    const { monitoring } = await open(viewer);

    await monitoring.goto();

    await expect(monitoring.rules.rowHeaders).toHaveText(['Slow']);
    await expect(monitoring.createRuleButton).toBeHidden();
    await expect(monitoring.rules.row('Slow').getByRole('button')).toHaveCount(0);
  });
});
