import type { Locator, Page } from '@playwright/test';

export class NewAutomlPage {
  readonly name: Locator;
  readonly dataset: Locator;
  readonly trials: Locator;
  readonly seconds: Locator;
  readonly startButton: Locator;
  readonly #page: Page;
  readonly #algorithms: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#algorithms = page.getByRole('group', { name: 'Algorithms', exact: true });
    this.name = page.getByRole('textbox', { name: 'Search name', exact: true });
    this.dataset = page.getByRole('combobox', { name: 'Dataset', exact: true });
    this.trials = page.getByRole('spinbutton', { name: 'Trials', exact: true });
    this.seconds = page.getByRole('spinbutton', { name: 'Seconds', exact: true });
    this.startButton = page.getByRole('button', { name: 'Start search', exact: true });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/automl/new');
  }

  algorithm(name: string): Locator {
    return this.#algorithms.getByRole('checkbox', { name, exact: true });
  }

  /** Leaves one algorithm to the search. */
  async searchOnly(name: string): Promise<void> {
    for (const algorithm of await this.#algorithms.getByRole('checkbox').all()) await algorithm.uncheck();
    await this.algorithm(name).check();
  }
}
