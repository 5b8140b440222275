import type { Download, Locator, Page } from '@playwright/test';
import { Facts } from '../components/facts.ts';
import { RunningJob } from '../components/running-job.ts';
import { Table } from '../components/table.ts';

export class ExperimentPage {
  readonly facts: Facts;
  readonly runButton: Locator;
  readonly run: RunningJob;
  readonly results: Table;
  readonly metric: Locator;
  readonly csvLink: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    const run = page.getByRole('region', { name: 'Run', exact: true });
    this.facts = new Facts(page.getByRole('region', { name: 'Facts', exact: true }));
    this.runButton = run.getByRole('button', { name: 'Run experiment', exact: true });
    this.run = new RunningJob(run, { progress: 'Experiment progress', cancel: 'Cancel experiment' });
    this.results = new Table(page.getByRole('table', { name: 'Results', exact: true }));
    this.metric = page.getByRole('combobox', { name: 'Metric', exact: true });
    this.csvLink = page.getByRole('link', { name: 'Export as CSV', exact: true });
  }

  async goto(id: string): Promise<void> {
    await this.#page.goto(`/experiments/${id}`);
  }

  /** The candidates by the metric of that name, the best first. */
  comparison(metric: string): Table {
    return new Table(this.#page.getByRole('table', { name: `Candidates by ${metric}`, exact: true }));
  }

  /** The bars of the chart of that metric, the best first. */
  bars(metric: string): Locator {
    return this.#page
      .getByRole('list', { name: `${metric} of the candidates`, exact: true })
      .getByRole('listitem');
  }

  /** The file of the results, once the browser has it. */
  async download(): Promise<Download> {
    const downloading = this.#page.waitForEvent('download');
    await this.csvLink.click();
    return downloading;
  }
}
