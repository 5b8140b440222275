import type { Anomaly } from '../../api-clients/detections/schemas.ts';
import type { Explanation } from '../../api-clients/detectors/schemas.ts';
import { dataOf, expect, test, type Actor } from '../../fixtures/index.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { waitForJob } from '../../flows/wait-for-job.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { figure } from './shown-figure.ts';

/** A trained detector `Card fraud` and its data `Payments`: 60 of 1,200 rows are anomalies. */
async function trained(actor: Actor, seed: number) {
  const table = labelledTable({ seed, rows: 1200, features: 3, contamination: 0.05 });
  const dataset = await uploadTable(actor, table, { name: 'Payments' });
  const { detector } = await trainDetector(actor, {
    name: 'Card fraud',
    datasetId: dataset.id,
    contamination: 0.05,
  });
  return { dataset, detector };
}

/** The beginning of an anomaly's row in the table: row number from 1, score with four decimals. */
function shown({ rowIndex, score }: Anomaly): string[] {
  return [(rowIndex + 1).toLocaleString('en'), score.toFixed(4)];
}

/** The shares of the columns of an explained row, all of whose values lie outside of what is usual. */
function sharesShown({ features }: Explanation['results'][number]): string[] {
  return features.map(({ column, contribution, value, low, high, typical }) => {
    const standing = `${figure(value ?? Number.NaN)} is ${(value ?? 0) < low ? 'below' : 'above'} the usual`;
    const range = `${figure(low)} to ${figure(high)}, typically ${figure(typical)}`;
    return `${column} ${(contribution * 100).toFixed(1)}% ${standing} ${range}`;
  });
}

test.describe('A detection', { tag: '@e2e' }, () => {
  test('running one shows as many anomalies as the API counts, with the figures of its scores', async ({
    tenant,
    open,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { detector: made } = await trained(analyst, seed);
    const { page, detection, detector, heading } = await open(analyst);
    await detector.goto(made.id);

    await detector.examine('Payments');

    await expect(heading).toHaveText('Card fraud v1 on Payments');
    const { items } = dataOf(await analyst.api.detections.list(), 200);
    expect(items).toHaveLength(1);
    const [found] = items;
    await expect(page).toHaveURL(`/detections/${found?.id ?? ''}`);
    await expect(detection.summary.fact('Rows examined', '1,200')).toBeVisible();
    await expect(detection.summary.fact('Anomalies', String(found?.anomalyCount))).toBeVisible();
    await expect(
      detection.summary.fact('Share', `${((100 * (found?.anomalyCount ?? 0)) / 1200).toFixed(1)}%`),
    ).toBeVisible();
    await expect(detection.summary.fact('Threshold', found?.threshold.toFixed(4) ?? '')).toBeVisible();
    await expect(detection.summary.fact('Highest score', found?.scores.max.toFixed(4) ?? '')).toBeVisible();
    await expect(
      detection.summary.fact('ROC AUC', found?.metrics?.rocAuc.toFixed(4) ?? 'no metrics'),
    ).toBeVisible();
  });

  test('its anomalies are ranked as the API ranks them, page by page', async ({ tenant, open, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { dataset, detector } = await trained(analyst, seed);
    const { id } = dataOf(
      await analyst.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }),
      201,
    );
    const verifier = await tenant.actor('verifier');
    const anomalies = dataOf(await verifier.api.detections.anomalies(id, { limit: 200 }), 200).items;
    const ranks = anomalies.map(({ rank }) => String(rank));
    const { detection } = await open(verifier);

    await detection.goto(id);

    await expect(detection.anomalies.rowHeaders).toHaveText(ranks.slice(0, 50));
    await expect(detection.anomalyPaging.position(`1–50 of ${anomalies.length}`)).toBeVisible();
    await expect(detection.anomalies.cells('1')).toContainText(anomalies.slice(0, 1).flatMap(shown));
    await expect(detection.anomalies.cells('50')).toContainText(anomalies.slice(49, 50).flatMap(shown));

    await detection.anomalyPaging.next();

    await expect(detection.anomalies.rowHeaders).toHaveText(ranks.slice(50));
    await expect(detection.anomalies.cells('51')).toContainText(anomalies.slice(50, 51).flatMap(shown));
    await expect(detection.anomalyPaging.nextButton).toBeDisabled();

    await detection.anomalyPaging.previous();

    await expect(detection.anomalies.rowHeaders).toHaveText(ranks.slice(0, 50));
  });

  test('its pictures say in words what they show, and change with the chosen columns', async ({
    tenant,
    open,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { dataset, detector } = await trained(analyst, seed);
    const found = dataOf(
      await analyst.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }),
      201,
    );
    const { detection } = await open(await tenant.actor('viewer'));
    const scatter = (columns: string) =>
      detection.picture(`Scatter plot of ${columns}: ${found.anomalyCount} anomalies among 1,200 points`);

    await detection.goto(found.id);

    await expect(
      detection.picture(`Score histogram: 1,200 rows, threshold ${found.threshold.toFixed(4)}`),
    ).toBeVisible();
    await expect(scatter('feature_1 and feature_2')).toBeVisible();

    await detection.verticalAxis.selectOption('feature_3');

    await expect(scatter('feature_1 and feature_3')).toBeVisible();
    await expect(scatter('feature_1 and feature_2')).toBeHidden();

    await detection.horizontalAxis.selectOption('feature_2');

    await expect(scatter('feature_2 and feature_3')).toBeVisible();

    await detection.showFigures.click();

    await expect(detection.histogramFigures.rowHeaders).toHaveText(
      found.histogram.edges.slice(0, -1).map((edge) => edge.toFixed(4)),
    );
  });

  test('a viewer opens a row, by key too, and reads why it stands out as the API explains it', async ({
    tenant,
    open,
  }) => {
    const analyst = await tenant.actor('analyst');
    // Rows 1 to 21 are alike; the last two stand out, one by its column b, the other by its column a.
    const rows = Array.from({ length: 21 }, (_, index) => [index, (index * 8) % 21]);
    const outliers = [
      [60, 400],
      [-900, 70],
    ];
    const dataset = await uploadTable(analyst, { columns: ['a', 'b'], rows: [...rows, ...outliers] });
    const { detector } = await trainDetector(analyst, {
      datasetId: dataset.id,
      algorithm: 'robust_zscore',
      contamination: 0.09,
    });
    const made = dataOf(
      await analyst.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }),
      201,
    );
    // A later version, to which other values are usual: the page must ask the one that scored the rows.
    const later = await uploadTable(analyst, {
      columns: ['a', 'b'],
      rows: rows.map(([a = 0]) => [a * 9, a]),
    });
    const retraining = dataOf(await analyst.api.detectors.train(detector.id, { datasetId: later.id }), 202);
    await waitForJob(analyst, retraining.id);
    const { results } = dataOf(
      await analyst.api.detectors.explain(detector.id, { version: 1, rows: outliers }),
      200,
    );
    const [byB = [], byA = []] = results.map(sharesShown);
    const { page, detection, alert } = await open(await tenant.actor('viewer'));
    await detection.goto(made.id);
    await expect(detection.anomalies.rowHeaders).toHaveText(['1', '2']);

    await detection.anomalies.cells('2').first().click();

    await expect(detection.explanation(22).shares).toHaveText(byB);
    await expect(detection.explanation(22).root).toContainText(
      /score 0\.\d{4} is above .* b stands out most/,
    );
    await expect(detection.explainButton(22)).toHaveAttribute('aria-expanded', 'true');

    await detection.explainButton(23).focus();
    await page.keyboard.press('Enter');

    await expect(detection.explanation(23).shares).toHaveText(byA);
    await expect(detection.explanation(22).root).toBeHidden();
    await expect(page).toBeAccessible();
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expect(page).toHaveAccessibleColours();

    await page.keyboard.press('Enter');
    await expect(detection.explanation(23).root).toBeHidden();

    expect(await analyst.api.datasets.remove(dataset.id)).toSucceed(204);
    await detection.explainButton(22).click();
    await expect(alert).toContainText('Not found');
    await page.reload();
    await expect(detection.anomalies.rowHeaders).toHaveText(['1', '2']);
    await expect(detection.unexplained).toBeVisible();
    await expect(detection.explainButton(22)).toBeHidden();
  });
});
