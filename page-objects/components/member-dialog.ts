import type { Locator, Page } from '@playwright/test';

/** The dialogs that add a member and that change one; only the former asks for e-mail address and password. */
export class MemberDialog {
  readonly root: Locator;
  readonly alert: Locator;
  readonly name: Locator;
  readonly email: Locator;
  readonly role: Locator;
  readonly password: Locator;
  readonly saveButton: Locator;

  constructor(page: Page, { title, save }: { title: string; save: string }) {
    this.root = page.getByRole('dialog', { name: title, exact: true });
    this.alert = this.root.getByRole('alert');
    this.name = this.root.getByRole('textbox', { name: 'Name', exact: true });
    this.email = this.root.getByRole('textbox', { name: 'Email', exact: true });
    this.role = this.root.getByRole('combobox', { name: 'Role', exact: true });
    this.password = this.root.getByLabel('Password', { exact: true });
    this.saveButton = this.root.getByRole('button', { name: save, exact: true });
  }

  async fill(person: { name: string; email: string; role: string; password: string }): Promise<void> {
    await this.name.fill(person.name);
    await this.email.fill(person.email);
    await this.role.selectOption(person.role);
    await this.password.fill(person.password);
  }

  async save(): Promise<void> {
    await this.saveButton.click();
  }
}
