import type { Locator, Page } from '@playwright/test';

/** A dialog that asks before something that cannot be undone. */
export class Confirmation {
  readonly root: Locator;
  readonly alert: Locator;
  readonly confirmButton: Locator;
  readonly cancelButton: Locator;

  constructor(page: Page, { title, confirm }: { title: string; confirm: string }) {
    this.root = page.getByRole('dialog', { name: title, exact: true });
    this.alert = this.root.getByRole('alert');
    this.confirmButton = this.root.getByRole('button', { name: confirm, exact: true });
    this.cancelButton = this.root.getByRole('button', { name: 'Cancel', exact: true });
  }

  async confirm(): Promise<void> {
    await this.confirmButton.click();
  }

  async cancel(): Promise<void> {
    await this.cancelButton.click();
  }
}
