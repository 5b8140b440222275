import type { Locator, Page } from '@playwright/test';
import { Facts } from '../components/facts.ts';
import { Table } from '../components/table.ts';

export class StreamPage {
  readonly facts: Facts;
  readonly figures: Facts;
  readonly anomalies: Table;
  readonly startButton: Locator;
  readonly pauseButton: Locator;
  readonly resumeButton: Locator;
  readonly stopButton: Locator;
  readonly chart: Locator;
  /** Whether points come. */
  readonly connection: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    const live = page.getByRole('region', { name: 'Live scores', exact: true });
    this.facts = new Facts(page.getByRole('region', { name: 'Facts', exact: true }));
    this.figures = new Facts(page.getByRole('region', { name: 'Figures', exact: true }));
    this.anomalies = new Table(page.getByRole('table', { name: 'Newest anomalies', exact: true }));
    this.startButton = page.getByRole('button', { name: 'Start', exact: true });
    this.pauseButton = page.getByRole('button', { name: 'Pause', exact: true });
    this.resumeButton = page.getByRole('button', { name: 'Resume', exact: true });
    this.stopButton = page.getByRole('button', { name: 'Stop for good', exact: true });
    this.chart = live.getByRole('img');
    this.connection = live.getByRole('status');
  }

  async goto(id: string): Promise<void> {
    await this.#page.goto(`/streams/${id}`);
  }
}
