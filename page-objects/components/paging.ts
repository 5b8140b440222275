import type { Locator } from '@playwright/test';

/** The buttons below a list of more than one page. */
export class Paging {
  readonly root: Locator;
  readonly previousButton: Locator;
  readonly nextButton: Locator;

  constructor(root: Locator) {
    this.root = root;
    this.previousButton = root.getByRole('button', { name: 'Previous page', exact: true });
    this.nextButton = root.getByRole('button', { name: 'Next page', exact: true });
  }

  /** What says which part is shown, for example `1–50 of 60`. */
  position(text: string): Locator {
    return this.root.getByText(text, { exact: true });
  }

  async next(): Promise<void> {
    await this.nextButton.click();
  }

  async previous(): Promise<void> {
    await this.previousButton.click();
  }
}
