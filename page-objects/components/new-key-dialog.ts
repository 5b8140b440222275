import type { Locator, Page } from '@playwright/test';

/** The dialog that shows the secret of something new, once. */
export class NewKeyDialog {
  readonly root: Locator;
  readonly secret: Locator;
  readonly warning: Locator;
  readonly doneButton: Locator;

  constructor(page: Page, title = 'Your new API key') {
    this.root = page.getByRole('dialog', { name: title, exact: true });
    this.secret = this.root.getByRole('textbox', { name: 'Secret', exact: true });
    this.warning = this.root.getByText('This secret is shown only once.', { exact: true });
    this.doneButton = this.root.getByRole('button', { name: 'Done', exact: true });
  }

  async close(): Promise<void> {
    await this.doneButton.click();
  }
}
