import type { Locator, Page } from '@playwright/test';
import { Table } from '../components/table.ts';

export class AutomlPage {
  readonly table: Table;
  readonly newLink: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.table = new Table(page.getByRole('table', { name: 'Searches', exact: true }));
    this.newLink = page.getByRole('link', { name: 'New search', exact: true });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/automl');
  }
}
