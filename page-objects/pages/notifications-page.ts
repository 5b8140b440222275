import type { Locator, Page } from '@playwright/test';
import { Table } from '../components/table.ts';

export class NotificationsPage {
  readonly table: Table;
  readonly readAllButton: Locator;
  readonly show: Locator;
  readonly nothingUnread: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.table = new Table(page.getByRole('table', { name: 'Notifications', exact: true }));
    this.readAllButton = page.getByRole('button', { name: 'Mark all as read', exact: true });
    this.show = page.getByLabel('Show', { exact: true });
    this.nothingUnread = page.getByRole('heading', { name: 'Nothing unread', exact: true });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/notifications');
  }

  async read(title: string): Promise<void> {
    await this.#page.getByRole('button', { name: `Mark “${title}” as read`, exact: true }).click();
  }
}
