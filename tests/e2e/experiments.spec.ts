import { dataOf, expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { clusteredTable } from '../../test-data/clusters.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { SLOW_TRAINING } from '../../test-data/slow-training.ts';

test.describe('Experiments in the browser', { tag: '@e2e' }, () => {
  test('an analyst describes an experiment, runs it and reads which candidate is best', async ({
    tenant,
    open,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    await uploadTable(analyst, clusteredTable({ seed, rows: 800, scattered: 100 }), {
      name: 'Payments',
    });
    const { experiment, experiments, heading, newExperiment, notification } = await open(analyst);
    await experiments.goto();
    await experiments.newLink.click();
    await newExperiment.name.fill('Which one');
    await newExperiment.dataset.selectOption('Payments');
    await newExperiment.candidate(1).algorithm.selectOption('Local outlier factor');
    await newExperiment.candidate(1).name.fill('Density');
    await newExperiment.candidate(1).parameter('Neighbours').fill('1');
    await newExperiment.candidate(2).algorithm.selectOption('Robust z-score');
    await newExperiment.candidate(2).name.fill('Distance');
    await newExperiment.addButton.click();
    await newExperiment.candidate(3).removeButton.click();

    await newExperiment.createButton.click();
    await expect(newExperiment.candidate(1).parameter('Neighbours')).toHaveAccessibleDescription(
      /Enter a whole number from 2 to 100\./,
    );
    await newExperiment.candidate(1).parameter('Neighbours').fill('20');
    await newExperiment.createButton.click();

    await expect(heading).toHaveText('Which one');
    await expect(experiment.facts.fact('Status', 'Draft')).toBeVisible();
    await experiment.runButton.click();

    await expect(notification('Experiment finished.')).toBeVisible();
    await expect(experiment.facts.fact('Status', 'Completed')).toBeVisible();
    const [made] = dataOf(await analyst.api.experiments.list(), 200).items;
    const id = made?.id ?? '';
    const { entries } = dataOf(await analyst.api.experiments.comparison(id), 200);
    const byAuc = experiment.comparison('ROC-AUC');
    await expect(byAuc.rowHeaders).toHaveText(['Density', 'Distance']);
    await expect(byAuc.row('Distance')).toContainText(entries[1]?.value.toFixed(4) ?? '');
    await expect(byAuc.row('Distance')).toContainText(
      entries[1]?.differenceInterval?.upper.toFixed(4) ?? 'no interval',
    );
    await expect(byAuc.row('Distance')).toContainText('yes');
    await expect(experiment.bars('ROC-AUC')).toHaveText([/^Density \(best\)/, /^Distance/]);
    await expect(experiment.results.rowHeaders).toHaveText(['Density', 'Distance']);

    await experiment.metric.selectOption('Agreement');

    await expect(experiment.comparison('Agreement').row('Density')).toBeVisible();
    await expect(experiment.csvLink).toHaveAttribute('href', `/api/v1/experiments/${id}/export`);
  });

  test('an experiment that is cancelled says so, and can be run again', async ({ tenant, open, seed }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 20_000 }));
    const { id } = dataOf(
      await analyst.api.experiments.create({
        name: 'Slow',
        datasetId: dataset.id,
        candidates: [SLOW_TRAINING, SLOW_TRAINING, SLOW_TRAINING],
      }),
      201,
    );
    const { experiment, notification } = await open(analyst);
    await experiment.goto(id);
    await experiment.runButton.click();

    await experiment.run.cancel();

    await expect(notification('Experiment cancelled.')).toBeVisible();
    await expect(experiment.facts.fact('Status', 'Cancelled')).toBeVisible();
    expect(dataOf(await analyst.api.experiments.get(id), 200).status).toBe('cancelled');
  });
});
