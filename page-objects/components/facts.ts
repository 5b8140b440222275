import type { Locator } from '@playwright/test';

/** A region of labelled figures. */
export class Facts {
  readonly root: Locator;

  constructor(root: Locator) {
    this.root = root;
  }

  /** The figure `label`, as far as it reads `value` exactly. */
  fact(label: string, value: string): Locator {
    return this.root.getByRole('group', { name: label, exact: true }).getByText(value, { exact: true });
  }
}
