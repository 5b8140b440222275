import type { Locator, Page } from '@playwright/test';
import { Facts } from '../components/facts.ts';
import { RunningJob } from '../components/running-job.ts';
import { Table } from '../components/table.ts';

export class AutomlRunPage {
  readonly facts: Facts;
  readonly search: RunningJob;
  readonly trials: Table;
  readonly plot: Locator;
  readonly detectorName: Locator;
  readonly deployButton: Locator;
  readonly detectorLink: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.facts = new Facts(page.getByRole('region', { name: 'Facts', exact: true }));
    this.search = new RunningJob(page.getByRole('main'), {
      progress: 'Search progress',
      cancel: 'Cancel search',
    });
    this.trials = new Table(page.getByRole('table', { name: 'Trials', exact: true }));
    this.plot = page.getByRole('img', { name: /trials, the best is/ });
    this.detectorName = page.getByRole('textbox', { name: 'Detector name', exact: true });
    this.deployButton = page.getByRole('button', { name: 'Deploy the best trial', exact: true });
    this.detectorLink = page.getByRole('link', { name: 'Open its detector', exact: true });
  }

  async goto(id: string): Promise<void> {
    await this.#page.goto(`/automl/${id}`);
  }
}
