import { dataOf, expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe('AutoML in the browser', { tag: '@e2e' }, () => {
  test('an analyst starts a search, sees its trials and deploys the best one', async ({
    tenant,
    open,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { columns, rows } = labelledTable({ seed, rows: 200 });
    await uploadTable(analyst, labelledTable({ seed, rows: 200, contamination: 0.1 }), { name: 'Payments' });
    await uploadTable(analyst, { columns, rows }, { name: 'Unlabelled' });
    const { automl, automlRun, detector, heading, newAutoml, notification } = await open(analyst);
    await automl.goto();
    await automl.newLink.click();
    await newAutoml.name.fill('Fraud search');
    await expect(newAutoml.dataset).not.toContainText('Unlabelled');
    await newAutoml.dataset.selectOption('Payments');
    await newAutoml.algorithm('Local outlier factor').uncheck();
    await newAutoml.trials.fill('51');

    await newAutoml.startButton.click();
    await expect(newAutoml.trials).toHaveAccessibleDescription(/Enter a whole number from 1 to 50\./);
    await newAutoml.trials.fill('6');
    await newAutoml.startButton.click();

    await expect(heading).toHaveText('Fraud search');
    await expect(automlRun.facts.fact('Status', 'Completed')).toBeVisible();
    await expect(automlRun.facts.fact('Trials', '6 of 6')).toBeVisible();
    const [summary] = dataOf(await analyst.api.automl.list(), 200).items;
    expect(summary?.algorithms).not.toContain('local_outlier_factor');
    const run = dataOf(await analyst.api.automl.get(summary?.id ?? ''), 200);
    const best = run.best?.position ?? 0;
    await expect(automlRun.trials.rowHeaders).toHaveText(
      run.trials.map(({ position }) => (position === best ? `${position} (best)` : `${position}`)),
    );
    await expect(automlRun.trials.row(`${best} (best)`)).toContainText(run.best?.value?.toFixed(4) ?? '');
    await expect(automlRun.plot).toHaveAccessibleName(
      `ROC-AUC of 6 trials, the best is ${run.best?.value?.toFixed(4) ?? ''}`,
    );

    await automlRun.detectorName.fill('Fraud detector');
    await automlRun.deployButton.click();

    await expect(notification('Detector “Fraud detector” created.')).toBeVisible();
    await automlRun.detectorLink.click();
    await expect(heading).toHaveText('Fraud detector');
    await expect(detector.facts.fact('Status', 'Ready')).toBeVisible();
  });

  test('a search that is cancelled keeps the trials it has made', async ({ tenant, open, seed }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 5_000 }));
    const job = dataOf(
      await analyst.api.automl.start({
        name: 'Long',
        datasetId: dataset.id,
        algorithms: ['isolation_forest'],
        budget: { trials: 50, seconds: 120 },
      }),
      202,
    );
    const { automlRun } = await open(analyst);
    await automlRun.goto(job.automlRunId ?? '');
    await expect(automlRun.trials.rowHeaders.first()).toBeVisible();

    await automlRun.search.cancel();

    await expect(automlRun.facts.fact('Status', 'Cancelled')).toBeVisible();
    await expect(automlRun.deployButton).toBeVisible();
  });
});
