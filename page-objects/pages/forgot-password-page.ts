import type { Locator, Page } from '@playwright/test';

export class ForgotPasswordPage {
  readonly email: Locator;
  readonly sendButton: Locator;
  /** Says that a mail is on its way, if there is such an account. */
  readonly answer: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.email = page.getByRole('textbox', { name: 'Email', exact: true });
    this.sendButton = page.getByRole('button', { name: 'Send the link', exact: true });
    this.answer = page.getByRole('status').filter({ hasText: 'Look into your mailbox' });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/forgot-password');
  }

  async askFor(email: string): Promise<void> {
    await this.email.fill(email);
    await this.sendButton.click();
  }
}
