import type { Locator, Page } from '@playwright/test';

/** What a row of a detection opens below itself: why it stands out. */
export class RowExplanation {
  readonly root: Locator;
  /** One item a column, the one with the largest share first. */
  readonly shares: Locator;
  readonly allButton: Locator;

  constructor(page: Page, row: number) {
    this.root = page.getByRole('region', {
      name: `Why row ${row.toLocaleString('en')} stands out`,
      exact: true,
    });
    this.shares = this.root
      .getByRole('list', { name: 'Shares of the columns', exact: true })
      .getByRole('listitem');
    this.allButton = this.root.getByRole('button', { name: /^Show all / });
  }
}
