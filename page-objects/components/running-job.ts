import type { Locator } from '@playwright/test';

/** A job that runs: its bar and the button that stops it. */
export class RunningJob {
  readonly progressBar: Locator;
  readonly cancelButton: Locator;

  constructor(root: Locator, { progress, cancel }: { progress: string; cancel: string }) {
    this.progressBar = root.getByRole('progressbar', { name: progress, exact: true });
    this.cancelButton = root.getByRole('button', { name: cancel, exact: true });
  }

  async cancel(): Promise<void> {
    await this.cancelButton.click();
  }
}
