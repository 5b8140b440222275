import type { Locator, Page } from '@playwright/test';
import { Table } from '../components/table.ts';

export class AuditPage {
  readonly table: Table;
  readonly action: Locator;
  readonly applyButton: Locator;
  readonly verifyButton: Locator;
  readonly verdict: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.table = new Table(page.getByRole('table', { name: 'Audit entries', exact: true }));
    this.action = page.getByRole('textbox', { name: 'Action', exact: true });
    this.applyButton = page.getByRole('button', { name: 'Apply filters', exact: true });
    this.verifyButton = page.getByRole('button', { name: 'Verify chain', exact: true });
    this.verdict = page.getByRole('status', { name: 'Chain verdict', exact: true });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/audit');
  }

  async filterByAction(action: string): Promise<void> {
    await this.action.fill(action);
    await this.applyButton.click();
  }

  async verifyChain(): Promise<void> {
    await this.verifyButton.click();
  }
}
