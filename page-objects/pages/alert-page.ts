import type { Locator, Page } from '@playwright/test';
import { Facts } from '../components/facts.ts';
import { Table } from '../components/table.ts';

export class AlertPage {
  readonly facts: Facts;
  readonly details: Facts;
  readonly handling: Locator;
  readonly note: Locator;
  readonly history: Table;
  readonly historyRegion: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    const region = (name: string) => page.getByRole('region', { name, exact: true });
    this.facts = new Facts(region('Facts'));
    this.details = new Facts(region('Details'));
    this.handling = region('Handling');
    this.note = this.handling.getByRole('textbox', { name: 'Note', exact: true });
    this.historyRegion = region('History');
    this.history = new Table(page.getByRole('table', { name: 'History', exact: true }));
  }

  async goto(id: string): Promise<void> {
    await this.#page.goto(`/alerts/${id}`);
  }

  /** Takes the alert a step on with a note: `Acknowledge`, `Resolve` or `Ignore`. */
  async take(verb: string, note: string): Promise<void> {
    await this.note.fill(note);
    await this.handling.getByRole('button', { name: verb, exact: true }).click();
  }

  /** The link to what raised the alert. */
  source(name: string): Locator {
    return this.facts.root.getByRole('link', { name, exact: true });
  }
}
