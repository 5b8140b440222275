import type { Locator, Page } from '@playwright/test';
import { Confirmation } from '../components/confirmation.ts';
import { CreateKeyDialog } from '../components/create-key-dialog.ts';
import { NewKeyDialog } from '../components/new-key-dialog.ts';
import { Table } from '../components/table.ts';

export class ApiKeysPage {
  readonly table: Table;
  readonly createButton: Locator;
  readonly creation: CreateKeyDialog;
  readonly newKey: NewKeyDialog;
  readonly revocation: Confirmation;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.table = new Table(page.getByRole('table', { name: 'API keys', exact: true }));
    this.createButton = page.getByRole('button', { name: 'Create API key', exact: true });
    this.creation = new CreateKeyDialog(page);
    this.newKey = new NewKeyDialog(page);
    this.revocation = new Confirmation(page, { title: 'Revoke API key?', confirm: 'Revoke key' });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/api-keys');
  }

  async askToCreate(): Promise<void> {
    await this.createButton.click();
  }

  async askToRevoke(name: string): Promise<void> {
    await this.#page.getByRole('button', { name: `Revoke ${name}`, exact: true }).click();
  }
}
