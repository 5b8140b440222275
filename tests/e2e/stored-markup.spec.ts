import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';

/** Markup that leaves a mark on the window and asks for attention where a browser takes it for markup. */
const MARKUP = '<img src="x" onerror="window.marked=true;console.error(&quot;ran&quot;)">';

/** True once the markup has run in a page. */
const WAS_MARKED = 'window.marked === true';

test.describe('Markup in what people write', { tag: ['@e2e', '@security'] }, () => {
  test(
    'in names and cells it is shown as it was written and runs nothing',
    { annotation: covers('INJ-05') },
    async ({ tenant, open }) => {
      const analyst = await tenant.actor('analyst');
      const table = { columns: ['note', 'amount'], rows: [[MARKUP, 1]] };
      const dataset = await uploadTable(analyst, table, { name: MARKUP, description: MARKUP });
      const detector = dataOf(
        await analyst.api.detectors.create({ name: MARKUP, algorithm: 'robust_zscore' }),
        201,
      );
      const pages = await open(analyst);
      const errors: string[] = [];
      pages.page.on('console', (message) => errors.push(message.text()));
      pages.page.on('pageerror', (error) => errors.push(error.message));

      await pages.datasets.goto();
      await expect(pages.datasets.table.rowHeaders).toHaveText([MARKUP]);
      await pages.datasets.openDataset(MARKUP);
      await expect(pages.heading).toHaveText(MARKUP);
      await expect(pages.dataset.rows.cells('1')).toHaveText([MARKUP, '1']);
      await pages.dataset.askToDelete();
      await expect(pages.dataset.deletion.root.getByText(MARKUP, { exact: true })).toBeVisible();
      expect(await pages.page.evaluate(WAS_MARKED)).toBe(false);

      await pages.detector.goto(detector.id);
      await expect(pages.heading).toHaveText(MARKUP);
      await expect(pages.detector.trainingDataset).toContainText(MARKUP);
      expect(await pages.page.evaluate(WAS_MARKED)).toBe(false);
      expect(errors).toEqual([]);
      expect(dataset.name).toBe(MARKUP);

      // The same markup does run where it is taken for markup.
      const plain = await pages.page.context().newPage();
      await plain.setContent(MARKUP);
      await expect.poll(() => plain.evaluate(WAS_MARKED)).toBe(true);
    },
  );
});
