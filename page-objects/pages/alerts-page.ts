import type { Locator, Page } from '@playwright/test';
import { Facts } from '../components/facts.ts';
import { Table } from '../components/table.ts';

export class AlertsPage {
  readonly table: Table;
  readonly counts: Facts;
  readonly state: Locator;
  readonly severity: Locator;
  readonly sort: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.table = new Table(page.getByRole('table', { name: 'Alerts', exact: true }));
    this.counts = new Facts(page.getByRole('main'));
    this.state = page.getByRole('combobox', { name: 'State', exact: true });
    this.severity = page.getByRole('combobox', { name: 'Severity', exact: true });
    this.sort = page.getByRole('combobox', { name: 'Sort by', exact: true });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/alerts');
  }

  /** A button of an alert in the list: `Acknowledge`, `Resolve` or `Ignore`. */
  action(verb: string, title: string): Locator {
    return this.table.root.getByRole('button', { name: `${verb} ${title}`, exact: true });
  }

  emptyState(text: string): Locator {
    return this.#page.getByRole('heading', { name: text, exact: true });
  }
}
