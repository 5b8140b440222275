import type { Locator, Page } from '@playwright/test';

/** The way to the notifications in the frame of every page; its name says how many are unread. */
export class Bell {
  readonly root: Locator;
  /** When nothing is unread. */
  readonly quiet: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    const banner = page.getByRole('banner');
    this.root = banner.getByRole('link', { name: /^Notifications/ });
    this.quiet = banner.getByRole('link', { name: 'Notifications', exact: true });
  }

  /** The bell, as far as it says just this many. */
  unread(count: number): Locator {
    return this.#page.getByRole('link', { name: `Notifications, ${count} unread`, exact: true });
  }
}
