import type { Locator, Page } from '@playwright/test';

/** Where a mailed link leads. */
export class ResetPasswordPage {
  readonly password: Locator;
  readonly changeButton: Locator;
  readonly newLink: Locator;
  /** Says that the link has lost its token. */
  readonly broken: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.password = page.getByLabel('New password', { exact: true });
    this.changeButton = page.getByRole('button', { name: 'Change password', exact: true });
    this.broken = page.getByRole('alert').filter({ hasText: 'This link is not whole' });
    this.newLink = page.getByRole('link', { name: 'Ask for a new one', exact: true });
  }

  /** Opens a link as it stands in a mail, anew even where it was opened before. */
  async open(link: URL): Promise<void> {
    await this.#page.goto('about:blank');
    await this.#page.goto(link.href);
  }

  async choose(password: string): Promise<void> {
    await this.password.fill(password);
    await this.changeButton.click();
  }
}
