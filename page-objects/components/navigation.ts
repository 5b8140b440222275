import type { Locator, Page } from '@playwright/test';

/** The main navigation with who is signed in; on a narrow screen it is behind the button `Menu`. */
export class Navigation {
  readonly root: Locator;
  readonly links: Locator;
  readonly menu: Locator;
  readonly signOutButton: Locator;

  constructor(page: Page) {
    this.root = page.getByRole('navigation', { name: 'Main', exact: true });
    this.links = this.root.getByRole('link');
    this.menu = page.getByRole('button', { name: 'Menu', exact: true });
    this.signOutButton = this.root.getByRole('button', { name: 'Sign out', exact: true });
  }

  link(name: string): Locator {
    return this.root.getByRole('link', { name, exact: true });
  }

  async follow(name: string): Promise<void> {
    await this.link(name).click();
  }

  async signOut(): Promise<void> {
    await this.signOutButton.click();
  }
}
