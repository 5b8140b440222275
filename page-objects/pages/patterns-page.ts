import type { Locator, Page } from '@playwright/test';
import { Table } from '../components/table.ts';

export class PatternsPage {
  readonly table: Table;
  readonly matches: Table;
  readonly newButton: Locator;
  readonly creation: Locator;
  readonly name: Locator;
  readonly atLeast: Locator;
  readonly createButton: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.table = new Table(page.getByRole('table', { name: 'Patterns', exact: true }));
    this.matches = new Table(page.getByRole('table', { name: 'Matches', exact: true }));
    this.newButton = page.getByRole('button', { name: 'New pattern', exact: true });
    this.creation = page.getByRole('dialog', { name: 'New pattern', exact: true });
    this.name = this.creation.getByRole('textbox', { name: 'Name', exact: true });
    this.atLeast = this.creation.getByRole('spinbutton', { name: 'At least', exact: true });
    this.createButton = this.creation.getByRole('button', { name: 'Create pattern', exact: true });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/patterns');
  }

  /** Makes a pattern of at least `count` alerts within the window that is offered. */
  async createFrequency(name: string, count: number): Promise<void> {
    await this.newButton.click();
    await this.name.fill(name);
    await this.atLeast.fill(String(count));
    await this.createButton.click();
  }

  /** A heading or sentence that stands in for a table. */
  says(text: string): Locator {
    return this.#page.getByText(text, { exact: true });
  }
}
