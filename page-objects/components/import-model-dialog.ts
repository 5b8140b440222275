import type { Locator, Page } from '@playwright/test';

/** The form for a model from outside. */
export class ImportModelDialog {
  readonly root: Locator;
  readonly file: Locator;
  readonly name: Locator;
  readonly importButton: Locator;
  readonly alert: Locator;
  readonly #openButton: Locator;

  constructor(page: Page) {
    this.#openButton = page.getByRole('button', { name: 'Import a model', exact: true });
    this.root = page.getByRole('dialog', { name: 'Import a model', exact: true });
    this.file = this.root.getByLabel('File', { exact: true });
    this.name = this.root.getByRole('textbox', { name: 'Name', exact: true });
    this.importButton = this.root.getByRole('button', { name: 'Import', exact: true });
    this.alert = this.root.getByRole('alert');
  }

  async open(): Promise<void> {
    await this.#openButton.click();
  }

  /** Sends a file under a name. */
  async send(content: Buffer, name: string): Promise<void> {
    await this.file.setInputFiles({ name: 'model.json', mimeType: 'application/json', buffer: content });
    await this.name.fill(name);
    await this.importButton.click();
  }
}
