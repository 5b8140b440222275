import type { Locator, Page } from '@playwright/test';
import { Confirmation } from '../components/confirmation.ts';
import { MemberDialog } from '../components/member-dialog.ts';
import { Table } from '../components/table.ts';

export class MembersPage {
  readonly table: Table;
  readonly addButton: Locator;
  readonly addition: MemberDialog;
  readonly edit: MemberDialog;
  readonly removal: Confirmation;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.table = new Table(page.getByRole('table', { name: 'Members', exact: true }));
    this.addButton = page.getByRole('main').getByRole('button', { name: 'Add member', exact: true });
    this.addition = new MemberDialog(page, { title: 'Add member', save: 'Add member' });
    this.edit = new MemberDialog(page, { title: 'Edit member', save: 'Save changes' });
    this.removal = new Confirmation(page, { title: 'Remove member?', confirm: 'Remove member' });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/members');
  }

  async askToAdd(): Promise<void> {
    await this.addButton.click();
  }

  async askToEdit(name: string): Promise<void> {
    await this.#page.getByRole('button', { name: `Edit ${name}`, exact: true }).click();
  }

  async disable(name: string): Promise<void> {
    await this.#page.getByRole('button', { name: `Disable ${name}`, exact: true }).click();
  }

  async askToRemove(name: string): Promise<void> {
    await this.#page.getByRole('button', { name: `Remove ${name}`, exact: true }).click();
  }
}
