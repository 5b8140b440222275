import type { Locator, Page } from '@playwright/test';

export class AlertRuleDialog {
  readonly root: Locator;
  readonly name: Locator;
  readonly metric: Locator;
  readonly threshold: Locator;
  readonly severity: Locator;
  readonly #createButton: Locator;

  constructor(page: Page) {
    this.root = page.getByRole('dialog', { name: 'Create alert rule', exact: true });
    this.name = this.root.getByRole('textbox', { name: 'Name', exact: true });
    this.metric = this.root.getByRole('combobox', { name: 'Figure to watch', exact: true });
    this.threshold = this.root.getByRole('spinbutton', { name: /^Threshold/ });
    this.severity = this.root.getByRole('combobox', { name: 'Severity', exact: true });
    this.#createButton = this.root.getByRole('button', { name: 'Create rule', exact: true });
  }

  async create(): Promise<void> {
    await this.#createButton.click();
  }
}
