import { dataOf, expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { SLOW_TRAINING } from '../../test-data/slow-training.ts';

test.describe('Detectors in the browser', { tag: '@e2e' }, () => {
  test('a new detector with settings out of range is refused at its fields, and within them made', async ({
    tenant,
    open,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { page, detector, heading, newDetector, notification } = await open(analyst);
    await newDetector.goto();
    await newDetector.name.fill('Card fraud');
    await newDetector.algorithm('Isolation forest').check();
    await newDetector.parameter('Trees').fill('501');
    await newDetector.contamination.fill('0.6');

    await newDetector.create();

    await expect(newDetector.parameter('Trees')).toHaveAccessibleDescription(
      /Enter a whole number from 10 to 500\./,
    );
    await expect(newDetector.contamination).toHaveAccessibleDescription(
      /Enter a number above 0, at most 0\.5\./,
    );
    await expect(newDetector.parameter('Trees')).toBeFocused();
    await expect(newDetector.name).not.toHaveAttribute('aria-invalid');
    await expect(page).toHaveURL('/detectors/new');
    expect(dataOf(await analyst.api.detectors.list(), 200).total).toBe(0);

    await newDetector.parameter('Trees').fill('500');
    await newDetector.contamination.fill('0.5');
    await newDetector.create();

    await expect(heading).toHaveText('Card fraud');
    await expect(notification('Detector “Card fraud” created.')).toBeVisible();
    await expect(detector.facts.fact('Trees', '500')).toBeVisible();
    await expect(detector.facts.fact('Contamination', '50.0%')).toBeVisible();
    await expect(detector.facts.fact('Status', 'Untrained')).toBeVisible();
    const { items } = dataOf(await analyst.api.detectors.list(), 200);
    expect(items).toMatchObject([{ name: 'Card fraud', contamination: 0.5, parameters: { trees: 500 } }]);
  });

  test('a training shows its progress and ends with a version', async ({ tenant, open, seed }) => {
    const analyst = await tenant.actor('analyst');
    await uploadTable(analyst, labelledTable({ seed, rows: 20_000, contamination: 0.05 }), {
      name: 'Payments',
    });
    const { id } = dataOf(await analyst.api.detectors.create({ name: 'Slow', ...SLOW_TRAINING }), 201);
    const { detector, notification } = await open(analyst);
    await detector.goto(id);

    await detector.trainOn('Payments');

    await expect(detector.training.progressBar).toHaveAttribute('aria-valuenow', /^[1-9][0-9]?$/);
    await expect(notification('Training finished: version 1 is ready.')).toBeVisible({ timeout: 30_000 });
    await expect(detector.training.progressBar).toBeHidden();
    await expect(detector.facts.fact('Status', 'Ready')).toBeVisible();
    await expect(detector.facts.fact('Latest version', 'v1')).toBeVisible();
    const version = dataOf(await analyst.api.detectors.version(id, 1), 200);
    await expect(detector.versions.rowHeaders).toHaveText(['v1']);
    await expect(detector.versions.row('v1')).toContainText('Payments');
    await expect(detector.versions.row('v1')).toContainText('20,000');
    await expect(detector.versions.row('v1')).toContainText(version.threshold.toFixed(4));
    await expect(detector.versions.row('v1')).toContainText(
      version.metrics?.rocAuc.toFixed(4) ?? 'no metrics',
    );
  });

  test('a training that is cancelled makes no version', async ({ tenant, open, seed }) => {
    const analyst = await tenant.actor('analyst');
    await uploadTable(analyst, labelledTable({ seed, rows: 20_000 }), { name: 'Payments' });
    const { id } = dataOf(await analyst.api.detectors.create({ name: 'Slow', ...SLOW_TRAINING }), 201);
    const { detector, notification } = await open(analyst);
    await detector.goto(id);
    await detector.trainOn('Payments');

    await detector.training.cancel();

    await expect(notification('Training cancelled.')).toBeVisible();
    await expect(detector.startTrainingButton).toBeVisible();
    await expect(detector.facts.fact('Status', 'Untrained')).toBeVisible();
    await expect(detector.facts.fact('Latest version', '–')).toBeVisible();
    const jobs = dataOf(await analyst.api.jobs.list({ kind: 'training' }), 200);
    expect(jobs.items).toMatchObject([{ detectorId: id, status: 'cancelled', result: null }]);
  });
});
