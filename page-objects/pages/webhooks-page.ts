import type { Locator, Page } from '@playwright/test';
import { Confirmation } from '../components/confirmation.ts';
import { NewKeyDialog } from '../components/new-key-dialog.ts';
import { Table } from '../components/table.ts';

export class WebhooksPage {
  readonly table: Table;
  readonly deliveries: Table;
  readonly newButton: Locator;
  readonly creation: Locator;
  readonly url: Locator;
  readonly newSecret: NewKeyDialog;
  readonly deletion: Confirmation;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.table = new Table(page.getByRole('table', { name: 'Webhooks', exact: true }));
    this.deliveries = new Table(page.getByRole('table', { name: 'Deliveries', exact: true }));
    this.newButton = page.getByRole('button', { name: 'New webhook', exact: true });
    this.creation = page.getByRole('dialog', { name: 'New webhook', exact: true });
    this.url = this.creation.getByRole('textbox', { name: 'URL', exact: true });
    this.newSecret = new NewKeyDialog(page, 'Your new webhook');
    this.deletion = new Confirmation(page, { title: 'Delete webhook?', confirm: 'Delete webhook' });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/webhooks');
  }

  async askToCreate(): Promise<void> {
    await this.newButton.click();
  }

  /** Fills in the open dialog and sends it. */
  async create(url: string): Promise<void> {
    await this.url.fill(url);
    await this.creation.getByRole('button', { name: 'Create webhook', exact: true }).click();
  }

  async sendTest(url: string): Promise<void> {
    await this.#page.getByRole('button', { name: `Send a test to ${url}`, exact: true }).click();
  }

  async showDeliveries(url: string): Promise<void> {
    await this.#page.getByRole('button', { name: `Show deliveries to ${url}`, exact: true }).click();
  }

  async askToDelete(url: string): Promise<void> {
    await this.#page.getByRole('button', { name: `Delete ${url}`, exact: true }).click();
  }
}
