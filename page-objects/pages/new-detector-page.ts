import type { Locator, Page } from '@playwright/test';

export class NewDetectorPage {
  readonly name: Locator;
  readonly contamination: Locator;
  readonly createButton: Locator;
  /** The group of the chosen algorithm's parameters. */
  readonly parameters: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.parameters = page.getByRole('group', { name: 'Parameters', exact: true });
    this.name = page.getByRole('textbox', { name: 'Name', exact: true });
    this.contamination = page.getByRole('spinbutton', { name: 'Contamination', exact: true });
    this.createButton = page.getByRole('button', { name: 'Create detector', exact: true });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/detectors/new');
  }

  algorithm(name: string): Locator {
    return this.#page
      .getByRole('group', { name: 'Algorithm', exact: true })
      .getByRole('radio', { name, exact: true });
  }

  /** A number among the chosen algorithm's parameters. */
  parameter(label: string): Locator {
    return this.parameters.getByRole('spinbutton', { name: label, exact: true });
  }

  async create(): Promise<void> {
    await this.createButton.click();
  }
}
