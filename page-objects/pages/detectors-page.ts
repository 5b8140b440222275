import type { Locator, Page } from '@playwright/test';
import { ImportModelDialog } from '../components/import-model-dialog.ts';
import { Table } from '../components/table.ts';

export class DetectorsPage {
  readonly table: Table;
  readonly newLink: Locator;
  readonly importDialog: ImportModelDialog;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.table = new Table(page.getByRole('table', { name: 'Detectors', exact: true }));
    this.importDialog = new ImportModelDialog(page);
    this.newLink = page.getByRole('link', { name: 'New detector', exact: true });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/detectors');
  }
}
