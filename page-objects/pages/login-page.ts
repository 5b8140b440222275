import type { Locator, Page } from '@playwright/test';

export class LoginPage {
  readonly email: Locator;
  readonly password: Locator;
  readonly code: Locator;
  readonly useCodeButton: Locator;
  readonly signInButton: Locator;
  readonly forgotPasswordLink: Locator;
  /** Says why one is here who wanted to go elsewhere. */
  readonly invitation: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.email = page.getByRole('textbox', { name: 'Email', exact: true });
    this.password = page.getByLabel('Password', { exact: true });
    this.code = page.getByRole('textbox', { name: 'One-time code', exact: true });
    this.useCodeButton = page.getByRole('button', { name: 'Use a one-time code', exact: true });
    this.signInButton = page.getByRole('button', { name: 'Sign in', exact: true });
    this.forgotPasswordLink = page.getByRole('link', { name: 'Forgot your password?', exact: true });
    this.invitation = page.getByText('Sign in to continue.', { exact: true });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/login');
  }

  async signIn({ email, password }: { email: string; password: string }): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.signInButton.click();
  }

  /** Signs in with a code from an authenticator app as well. */
  async signInWithCode(account: { email: string; password: string }, code: string): Promise<void> {
    await this.useCodeButton.click();
    await this.code.fill(code);
    await this.signIn(account);
  }
}
