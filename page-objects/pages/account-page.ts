import type { Locator, Page } from '@playwright/test';
import { Table } from '../components/table.ts';

export class AccountPage {
  readonly setUpButton: Locator;
  readonly turnOffButton: Locator;
  /** That of the two-step section. */
  readonly currentPassword: Locator;
  readonly setupKey: Locator;
  readonly code: Locator;
  readonly continueButton: Locator;
  readonly turnOnButton: Locator;
  readonly confirmTurnOffButton: Locator;
  readonly sessions: Table;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    const twoStep = page.getByRole('region', { name: 'Two-step verification', exact: true });
    this.setUpButton = twoStep.getByRole('button', { name: 'Set up two-step verification', exact: true });
    this.turnOffButton = twoStep.getByRole('button', { name: 'Turn off two-step verification', exact: true });
    this.currentPassword = twoStep.getByLabel('Current password', { exact: true });
    this.continueButton = twoStep.getByRole('button', { name: 'Continue', exact: true });
    this.confirmTurnOffButton = twoStep.getByRole('button', { name: 'Turn off', exact: true });
    this.setupKey = twoStep.getByRole('textbox', { name: 'Setup key', exact: true });
    this.code = twoStep.getByRole('textbox', { name: 'One-time code', exact: true });
    this.sessions = new Table(page.getByRole('table', { name: 'Sessions', exact: true }));
    this.turnOnButton = twoStep.getByRole('button', { name: 'Turn on', exact: true });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/account');
  }

  async startSetup(currentPassword: string): Promise<void> {
    await this.setUpButton.click();
    await this.currentPassword.fill(currentPassword);
    await this.continueButton.click();
  }

  async turnOn(code: string): Promise<void> {
    await this.code.fill(code);
    await this.turnOnButton.click();
  }

  async turnOff(currentPassword: string, code: string): Promise<void> {
    await this.turnOffButton.click();
    await this.currentPassword.fill(currentPassword);
    await this.code.fill(code);
    await this.confirmTurnOffButton.click();
  }
}
