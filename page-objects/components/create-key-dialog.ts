import type { Locator, Page } from '@playwright/test';

/** The dialog that makes an API key. */
export class CreateKeyDialog {
  readonly root: Locator;
  readonly name: Locator;
  readonly expiry: Locator;
  readonly createButton: Locator;

  constructor(page: Page) {
    this.root = page.getByRole('dialog', { name: 'Create API key', exact: true });
    this.name = this.root.getByRole('textbox', { name: 'Name', exact: true });
    this.expiry = this.root.getByRole('combobox', { name: 'Expires', exact: true });
    this.createButton = this.root.getByRole('button', { name: 'Create key', exact: true });
  }

  scope(label: string): Locator {
    return this.root.getByRole('checkbox', { name: label, exact: true });
  }

  async create(name: string): Promise<void> {
    await this.name.fill(name);
    await this.createButton.click();
  }
}
