import type { Locator, Page } from '@playwright/test';
import { Paging } from '../components/paging.ts';
import { Table } from '../components/table.ts';

export class DatasetsPage {
  readonly table: Table;
  readonly paging: Paging;
  readonly uploadLink: Locator;
  readonly search: Locator;
  readonly sort: Locator;
  readonly clearButton: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.table = new Table(page.getByRole('table', { name: 'Datasets', exact: true }));
    this.paging = new Paging(page.getByRole('navigation', { name: 'Pages of datasets', exact: true }));
    this.uploadLink = page.getByRole('link', { name: 'Upload a dataset', exact: true });
    this.search = page.getByRole('searchbox', { name: 'Search datasets', exact: true });
    this.sort = page.getByRole('combobox', { name: 'Sort by', exact: true });
    this.clearButton = page.getByRole('button', { name: 'Clear filters', exact: true });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/datasets');
  }

  /** What stands in the table's place where it would be empty. */
  emptyState(title: string): Locator {
    return this.#page.getByRole('heading', { name: title, exact: true });
  }

  async searchFor(text: string): Promise<void> {
    await this.search.fill(text);
  }

  async sortBy(order: string): Promise<void> {
    await this.sort.selectOption(order);
  }

  async clearFilters(): Promise<void> {
    await this.clearButton.click();
  }

  async openDataset(name: string): Promise<void> {
    await this.table.link(name).click();
  }
}
