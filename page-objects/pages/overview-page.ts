import type { Locator, Page } from '@playwright/test';
import { Facts } from '../components/facts.ts';
import { Table } from '../components/table.ts';

export class OverviewPage {
  readonly usage: Facts;
  readonly latestDetections: Table;
  readonly gettingStarted: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.usage = new Facts(page.getByRole('region', { name: 'Usage', exact: true }));
    this.latestDetections = new Table(page.getByRole('table', { name: 'Latest detections', exact: true }));
    this.gettingStarted = page.getByRole('region', { name: 'Getting started', exact: true });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/');
  }
}
