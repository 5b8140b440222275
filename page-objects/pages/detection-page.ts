import type { Locator, Page } from '@playwright/test';
import { Facts } from '../components/facts.ts';
import { Paging } from '../components/paging.ts';
import { RowExplanation } from '../components/row-explanation.ts';
import { Table } from '../components/table.ts';

export class DetectionPage {
  readonly summary: Facts;
  readonly anomalies: Table;
  readonly anomalyPaging: Paging;
  readonly horizontalAxis: Locator;
  readonly verticalAxis: Locator;
  /** The scatter plot, whatever it shows. */
  readonly scatterPlot: Locator;
  readonly histogramFigures: Table;
  readonly showFigures: Locator;
  /** What says that no row can be explained any more. */
  readonly unexplained: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.summary = new Facts(page.getByRole('region', { name: 'Summary', exact: true }));
    this.anomalies = new Table(page.getByRole('table', { name: 'Anomalies', exact: true }));
    this.anomalyPaging = new Paging(
      page.getByRole('navigation', { name: 'Pages of anomalies', exact: true }),
    );
    this.horizontalAxis = page.getByRole('combobox', { name: 'Horizontal axis', exact: true });
    this.verticalAxis = page.getByRole('combobox', { name: 'Vertical axis', exact: true });
    this.scatterPlot = page.getByRole('img', { name: /^Scatter plot of / });
    this.histogramFigures = new Table(page.getByRole('table', { name: 'Score histogram', exact: true }));
    this.showFigures = page.getByText('Show the figures', { exact: true });
    this.unexplained = page.getByText('The dataset was deleted, so its rows can no longer be explained.');
  }

  async goto(id: string): Promise<void> {
    await this.#page.goto(`/detections/${id}`);
  }

  /** A picture by its whole text alternative. */
  picture(alternative: string): Locator {
    return this.#page.getByRole('img', { name: alternative, exact: true });
  }

  /** The button that opens and closes the explanation of a row, which is numbered from 1. */
  explainButton(row: number): Locator {
    return this.anomalies.root.getByRole('button', {
      name: `Explain row ${row.toLocaleString('en')}`,
      exact: true,
    });
  }

  explanation(row: number): RowExplanation {
    return new RowExplanation(this.#page, row);
  }
}
