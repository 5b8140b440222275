import type { Locator, Page } from '@playwright/test';

export class NewStreamPage {
  readonly name: Locator;
  readonly detector: Locator;
  readonly threshold: Locator;
  readonly createButton: Locator;

  constructor(page: Page) {
    this.name = page.getByRole('textbox', { name: 'Name', exact: true });
    this.detector = page.getByRole('combobox', { name: 'Detector', exact: true });
    this.threshold = page.getByRole('spinbutton', { name: 'Threshold', exact: true });
    this.createButton = page.getByRole('button', { name: 'Create stream', exact: true });
  }
}
