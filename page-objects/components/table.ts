import type { Locator } from '@playwright/test';

/** A table whose rows are found by their row header, which is the first cell. */
export class Table {
  readonly root: Locator;
  readonly rowHeaders: Locator;

  constructor(root: Locator) {
    this.root = root;
    this.rowHeaders = root.getByRole('rowheader');
  }

  row(name: string): Locator {
    const header = this.root.page().getByRole('rowheader', { name, exact: true });
    return this.root.getByRole('row').filter({ has: header });
  }

  /** The row's cells from the second column on. */
  cells(name: string): Locator {
    return this.row(name).getByRole('cell');
  }

  /** A link in a row header. */
  link(name: string): Locator {
    return this.rowHeaders.getByRole('link', { name, exact: true });
  }
}
