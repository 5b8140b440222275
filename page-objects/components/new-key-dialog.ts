import type { Locator, Page } from '@playwright/test';

/** The dialog that shows a new API key's secret, once. */
export class NewKeyDialog {
  readonly root: Locator;
  readonly secret: Locator;
  readonly warning: Locator;
  readonly doneButton: Locator;

  constructor(page: Page) {
    this.root = page.getByRole('dialog', { name: 'Your new API key', exact: true });
    this.secret = this.root.getByRole('textbox', { name: 'Secret', exact: true });
    this.warning = this.root.getByText('This secret is shown only once.', { exact: true });
    this.doneButton = this.root.getByRole('button', { name: 'Done', exact: true });
  }

  async close(): Promise<void> {
    await this.doneButton.click();
  }
}
