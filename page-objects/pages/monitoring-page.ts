import type { Locator, Page } from '@playwright/test';
import { AlertRuleDialog } from '../components/alert-rule-dialog.ts';
import { Confirmation } from '../components/confirmation.ts';
import { Facts } from '../components/facts.ts';
import { Table } from '../components/table.ts';

export class MonitoringPage {
  readonly firedAlerts: Table;
  readonly rules: Table;
  readonly models: Table;
  readonly operations: Table;
  readonly performance: Facts;
  readonly noRules: Locator;
  readonly createRuleButton: Locator;
  readonly creation: AlertRuleDialog;
  readonly removal: Confirmation;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    const table = (name: string) => new Table(page.getByRole('table', { name, exact: true }));
    this.firedAlerts = table('Fired alerts');
    this.rules = table('Alert rules');
    this.models = table('Models');
    this.operations = table('Operations');
    this.performance = new Facts(page.getByRole('region', { name: 'Performance', exact: true }));
    this.noRules = page.getByText('There are no alert rules yet: nothing raises an alert.', { exact: true });
    this.createRuleButton = page.getByRole('button', { name: 'Create alert rule', exact: true });
    this.creation = new AlertRuleDialog(page);
    this.removal = new Confirmation(page, { title: 'Remove alert rule?', confirm: 'Remove rule' });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/monitoring');
  }

  async askToRemove(rule: string): Promise<void> {
    await this.#page.getByRole('button', { name: `Remove ${rule}`, exact: true }).click();
  }
}
