import type { Download, Locator, Page } from '@playwright/test';
import { Confirmation } from './confirmation.ts';
import { Facts } from './facts.ts';
import { Table } from './table.ts';

/** What a detector's page offers for its trained versions: figures, stages, drift, files. */
export class VersionLifecycle {
  readonly figures: Facts;
  readonly confusion: Table;
  readonly promotion: Confirmation;
  readonly rollback: Confirmation;
  readonly driftVerdict: Locator;
  readonly drift: Table;
  /** What the table of versions stands in while it is wider than the page. */
  readonly scrollableVersions: Locator;
  readonly #page: Page;
  readonly #evaluate: Locator;
  readonly #drift: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#evaluate = page.getByRole('region', { name: 'Evaluate', exact: true });
    this.#drift = page.getByRole('region', { name: 'Drift', exact: true });
    this.scrollableVersions = page.getByRole('region', { name: 'Versions, scrollable', exact: true });
    this.figures = new Facts(this.#evaluate);
    this.confusion = new Table(page.getByRole('table', { name: 'Confusion matrix', exact: true }));
    this.promotion = new Confirmation(page, { title: 'Promote to production?', confirm: 'Promote version' });
    this.rollback = new Confirmation(page, { title: 'Roll back?', confirm: 'Roll back version' });
    this.driftVerdict = page.getByRole('status', { name: 'Drift verdict', exact: true });
    this.drift = new Table(page.getByRole('table', { name: 'Drift by column', exact: true }));
  }

  promoteButton(version: number): Locator {
    return this.#page.getByRole('button', { name: `Promote v${version}`, exact: true });
  }

  rollbackButton(version: number): Locator {
    return this.#page.getByRole('button', { name: `Roll back v${version}`, exact: true });
  }

  /** Measures a version (`v2`) on a labelled dataset. */
  async evaluate(dataset: string, version: string): Promise<void> {
    await this.#evaluate
      .getByRole('combobox', { name: 'Labelled dataset', exact: true })
      .selectOption(dataset);
    await this.#evaluate
      .getByRole('combobox', { name: 'Version to evaluate', exact: true })
      .selectOption(version);
    await this.#evaluate.getByRole('button', { name: 'Evaluate', exact: true }).click();
  }

  /** Compares a dataset with the training data of the version in use. */
  async compare(dataset: string): Promise<void> {
    await this.#drift.getByRole('combobox', { name: 'Recent dataset', exact: true }).selectOption(dataset);
    await this.#drift.getByRole('button', { name: 'Compare', exact: true }).click();
  }

  /** The file of a version, once the browser has it. */
  async download(version: number): Promise<Download> {
    const downloading = this.#page.waitForEvent('download');
    await this.#page.getByRole('link', { name: `Download v${version}`, exact: true }).click();
    return downloading;
  }
}
