import type { Page } from '@playwright/test';
import { Table } from '../components/table.ts';

export class DetectionsPage {
  readonly table: Table;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.table = new Table(page.getByRole('table', { name: 'Detections', exact: true }));
  }

  async goto(): Promise<void> {
    await this.#page.goto('/detections');
  }
}
