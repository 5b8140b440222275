import type { Locator, Page } from '@playwright/test';
import { Confirmation } from '../components/confirmation.ts';
import { Facts } from '../components/facts.ts';
import { Table } from '../components/table.ts';

export class DatasetPage {
  readonly facts: Facts;
  readonly columns: Table;
  readonly correlation: Table;
  readonly rows: Table;
  readonly editButton: Locator;
  readonly deleteButton: Locator;
  readonly exportLink: Locator;
  readonly deletion: Confirmation;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.facts = new Facts(page.getByRole('region', { name: 'Facts', exact: true }));
    this.columns = new Table(page.getByRole('table', { name: 'Columns', exact: true }));
    this.correlation = new Table(page.getByRole('table', { name: 'Correlation', exact: true }));
    this.rows = new Table(page.getByRole('table', { name: 'Rows', exact: true }));
    this.editButton = page.getByRole('button', { name: 'Edit details', exact: true });
    this.deleteButton = page.getByRole('main').getByRole('button', { name: 'Delete dataset', exact: true });
    this.exportLink = page.getByRole('link', { name: 'Export CSV', exact: true });
    this.deletion = new Confirmation(page, { title: 'Delete dataset?', confirm: 'Delete dataset' });
  }

  async goto(id: string): Promise<void> {
    await this.#page.goto(`/datasets/${id}`);
  }

  async askToDelete(): Promise<void> {
    await this.deleteButton.click();
  }
}
