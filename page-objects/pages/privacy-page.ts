import type { Download, Locator, Page } from '@playwright/test';
import { Table } from '../components/table.ts';

/** Where owners answer for people's data. */
export class PrivacyPage {
  readonly exports: Table;
  readonly erasures: Table;
  readonly erasure: Locator;
  readonly confirmation: Locator;
  readonly saveRetentionButton: Locator;
  readonly #page: Page;
  readonly #newExport: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.exports = new Table(page.getByRole('table', { name: 'Exports', exact: true }));
    this.erasures = new Table(page.getByRole('table', { name: 'Erasures', exact: true }));
    this.#newExport = page.getByRole('dialog', { name: 'New export', exact: true });
    this.erasure = page.getByRole('dialog', { name: 'Erase a person', exact: true });
    this.confirmation = this.erasure.getByRole('textbox', { name: 'Type “erase” to confirm', exact: true });
    this.saveRetentionButton = page.getByRole('button', { name: 'Save retention', exact: true });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/privacy');
  }

  /** Starts the export of a member, who is named as the list of members names them. */
  async exportMember(member: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'New export', exact: true }).click();
    await this.#newExport.getByRole('combobox', { name: 'Member', exact: true }).selectOption(member);
    await this.#newExport.getByRole('button', { name: 'Start export', exact: true }).click();
  }

  async download(): Promise<Download> {
    const download = this.#page.waitForEvent('download');
    await this.#page.getByRole('link', { name: /^Download the export of / }).click();
    return download;
  }

  /** Opens the dialog and chooses a member. */
  async askToErase(member: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'Erase a person', exact: true }).click();
    await this.erasure.getByRole('combobox', { name: 'Member', exact: true }).selectOption(member);
  }

  /** Types what is asked for, if anything, and sends the open dialog. */
  async erase(typed: string): Promise<void> {
    await this.confirmation.fill(typed);
    await this.erasure.getByRole('button', { name: 'Erase for good', exact: true }).click();
  }

  /** The days that a kind is kept, for example `Finished jobs`. */
  days(kind: string): Locator {
    return this.#page.getByRole('spinbutton', { name: `${kind} (days)`, exact: true });
  }

  async saveRetention(): Promise<void> {
    await this.saveRetentionButton.click();
  }
}
