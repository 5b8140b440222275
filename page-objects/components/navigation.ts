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

  /** The addresses that the navigation leads to, in its order. */
  async destinations(): Promise<string[]> {
    const links = await this.links.all();
    const addresses = await Promise.all(links.map((link) => link.getAttribute('href')));
    return addresses.filter((address) => address !== null);
  }

  async follow(name: string): Promise<void> {
    await this.link(name).click();
  }

  async signOut(): Promise<void> {
    await this.signOutButton.click();
  }
}
