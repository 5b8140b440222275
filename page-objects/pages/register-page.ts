import type { Locator, Page } from '@playwright/test';

export class RegisterPage {
  readonly organisation: Locator;
  readonly name: Locator;
  readonly email: Locator;
  readonly password: Locator;
  readonly createButton: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.organisation = page.getByRole('textbox', { name: 'Organisation name', exact: true });
    this.name = page.getByRole('textbox', { name: 'Your name', exact: true });
    this.email = page.getByRole('textbox', { name: 'Email', exact: true });
    this.password = page.getByLabel('Password', { exact: true });
    this.createButton = page.getByRole('button', { name: 'Create account', exact: true });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/register');
  }

  async register(newcomer: {
    tenantName: string;
    name: string;
    email: string;
    password: string;
  }): Promise<void> {
    await this.organisation.fill(newcomer.tenantName);
    await this.name.fill(newcomer.name);
    await this.email.fill(newcomer.email);
    await this.password.fill(newcomer.password);
    await this.createButton.click();
  }
}
