import { readFile } from 'node:fs/promises';
import { dataOf, expect, test } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { waitForJob } from '../../flows/wait-for-job.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe('The life of a model in the browser', { tag: '@e2e' }, () => {
  test('a version is measured, promoted, rolled back, compared with recent data, and moved as a file', async ({
    tenant,
    open,
    seed,
  }) => {
    const admin = await tenant.actor('admin');
    const table = labelledTable({ seed, rows: 200, features: 3 });
    const dataset = await uploadTable(admin, table, { name: 'History' });
    const moved = table.rows.map(([first = 0, ...others]) => [first + 1_000, ...others]);
    await uploadTable(admin, { ...table, rows: moved }, { name: 'Recent' });
    const { detector } = await trainDetector(admin, {
      name: 'Watch',
      datasetId: dataset.id,
      algorithm: 'robust_zscore',
    });
    const again = dataOf(await admin.api.detectors.train(detector.id, { datasetId: dataset.id }), 202);
    await waitForJob(admin, again.id);
    const { page, detector: view, detectors, heading, notification } = await open(admin);
    const { lifecycle, versions, facts } = view;
    await view.goto(detector.id);

    await lifecycle.evaluate('History', 'v1');

    await expect(lifecycle.figures.fact('Evaluated version', 'v1')).toBeVisible();
    const { evaluation } = dataOf(await admin.api.detectors.version(detector.id, 1), 200);
    await expect(lifecycle.figures.fact('ROC AUC', evaluation?.rocAuc.toFixed(4) ?? '')).toBeVisible();
    await expect(lifecycle.confusion.cells('Anomaly')).toHaveText([
      String(evaluation?.confusion.truePositives),
      String(evaluation?.confusion.falseNegatives),
    ]);

    // A turned tablet puts the table together anew: what it opens must have a name of its own all the same.
    await page.setViewportSize({ width: 600, height: 1280 });
    await expect(lifecycle.scrollableVersions).toBeHidden();
    await page.setViewportSize({ width: 1280, height: 600 });
    await expect(lifecycle.scrollableVersions).toBeVisible();
    await lifecycle.promoteButton(1).click();
    await expect(lifecycle.promotion.root).toContainText('Version 1');
    await lifecycle.promotion.confirm();
    await expect(notification('Version 1 is in production.')).toBeVisible();
    await expect(versions.row('v1')).toContainText('Production');
    await expect(facts.fact('In production', 'v1')).toBeVisible();

    await lifecycle.promoteButton(2).click();
    await lifecycle.promotion.confirm();
    await expect(versions.row('v1')).toContainText('Archived');
    await lifecycle.rollbackButton(2).click();
    await lifecycle.rollback.confirm();
    await expect(notification('Rolled back: version 1 is in production again.')).toBeVisible();
    await expect(versions.row('v2')).toContainText('Archived');

    await lifecycle.compare('Recent');
    await expect(lifecycle.driftVerdict).toContainText('The data have drifted severely.');
    await expect(lifecycle.drift.row('feature_1')).toContainText('Severe');
    await expect(lifecycle.drift.row('feature_2')).toContainText('None');
    await expect(page).toBeAccessible();

    const file = await readFile(await (await lifecycle.download(1)).path());
    expect(file.toString()).toBe(dataOf(await admin.api.detectors.export(detector.id, 1), 200));
    await detectors.goto();
    await detectors.importDialog.open();
    await detectors.importDialog.send(file.subarray(0, -100), 'Watch elsewhere');
    await expect(detectors.importDialog.alert).toContainText('the file is not whole JSON');
    await detectors.importDialog.send(file, 'Watch elsewhere');
    await expect(heading).toHaveText('Watch elsewhere');
    await expect(versions.row('v1')).toContainText('imported');
  });
});
