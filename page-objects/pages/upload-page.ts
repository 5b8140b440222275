import type { Locator, Page } from '@playwright/test';
import { RunningJob } from '../components/running-job.ts';

/** A file as the browser is to take it, without one on disk. */
export interface ChosenFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export class UploadPage {
  readonly file: Locator;
  readonly name: Locator;
  readonly labelColumn: Locator;
  readonly uploadButton: Locator;
  readonly upload: RunningJob;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.file = page.getByLabel('File', { exact: true });
    this.name = page.getByRole('textbox', { name: 'Name', exact: true });
    this.labelColumn = page.getByLabel('Label column', { exact: true });
    this.uploadButton = page.getByRole('button', { name: 'Upload', exact: true });
    this.upload = new RunningJob(page.getByRole('main'), {
      progress: 'Upload progress',
      cancel: 'Cancel upload',
    });
  }

  async goto(): Promise<void> {
    await this.#page.goto('/datasets/new');
  }

  async choose(
    file: ChosenFile,
    { name, labelColumn }: { name: string; labelColumn?: string },
  ): Promise<void> {
    await this.file.setInputFiles(file);
    await this.name.fill(name);
    if (labelColumn !== undefined) await this.labelColumn.fill(labelColumn);
  }

  async send(): Promise<void> {
    await this.uploadButton.click();
  }
}
