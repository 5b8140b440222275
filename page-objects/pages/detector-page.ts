import type { Locator, Page } from '@playwright/test';
import { Facts } from '../components/facts.ts';
import { RunningJob } from '../components/running-job.ts';
import { Table } from '../components/table.ts';
import { VersionLifecycle } from '../components/version-lifecycle.ts';

export class DetectorPage {
  readonly facts: Facts;
  readonly versions: Table;
  readonly lifecycle: VersionLifecycle;
  readonly trainingDataset: Locator;
  readonly startTrainingButton: Locator;
  readonly training: RunningJob;
  readonly datasetToExamine: Locator;
  readonly runDetectionButton: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    const train = page.getByRole('region', { name: 'Train', exact: true });
    this.facts = new Facts(page.getByRole('region', { name: 'Facts', exact: true }));
    this.versions = new Table(page.getByRole('table', { name: 'Versions', exact: true }));
    this.lifecycle = new VersionLifecycle(page);
    this.trainingDataset = train.getByRole('combobox', { name: 'Training dataset', exact: true });
    this.startTrainingButton = train.getByRole('button', { name: 'Start training', exact: true });
    this.training = new RunningJob(train, { progress: 'Training progress', cancel: 'Cancel training' });
    this.datasetToExamine = page.getByRole('combobox', { name: 'Dataset to examine', exact: true });
    this.runDetectionButton = page.getByRole('button', { name: 'Run detection', exact: true });
  }

  async goto(id: string): Promise<void> {
    await this.#page.goto(`/detectors/${id}`);
  }

  async trainOn(dataset: string): Promise<void> {
    await this.trainingDataset.selectOption(dataset);
    await this.startTrainingButton.click();
  }

  async examine(dataset: string): Promise<void> {
    await this.datasetToExamine.selectOption(dataset);
    await this.runDetectionButton.click();
  }
}
