import type { Locator, Page } from '@playwright/test';
import { Table } from '../components/table.ts';

export class StreamsPage {
  readonly table: Table;
  readonly newLink: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.table = new Table(page.getByRole('table', { name: 'Streams', exact: true }));
    this.newLink = page.getByRole('link', { name: 'New stream', exact: true });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/streams');
  }
}
