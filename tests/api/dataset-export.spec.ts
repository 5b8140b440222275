import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { toCsv } from '../../test-data/csv.ts';
import { formulaCells, unusualFiles } from '../../test-data/datasets/unusual.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe('Dataset export', { tag: '@integration' }, () => {
  test(
    'a viewer gets the table back as CSV, to be saved and not shown',
    { annotation: covers({ check: 'UPL-05', asvs: ['V3.2.1'] }) },
    async ({ tenant, seed }) => {
      const analyst = await tenant.actor('analyst');
      const viewer = await tenant.actor('viewer');
      const table = labelledTable({ seed, rows: 40 });
      const { id } = await uploadTable(analyst, table, { name: 'Payments' });

      const result = await viewer.api.datasets.export(id);

      expect(dataOf(result, 200).replaceAll('\r\n', '\n')).toBe(toCsv(table));
      expect(result.headers['content-disposition']).toMatch(/^attachment; filename="[^"]*\.csv"/);
    },
  );

  test('an exported table can be uploaded again and is the same', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { id } = await uploadTable(analyst, labelledTable({ seed, rows: 40 }));
    const content = dataOf(await analyst.api.datasets.export(id), 200);

    const file = { name: 'again.csv', contentType: 'text/csv', content };
    const again = dataOf(await analyst.api.datasets.create({ name: 'again', file }), 201);

    const rows = dataOf(await analyst.api.datasets.rows(id, { limit: 200 }), 200);
    expect(dataOf(await analyst.api.datasets.rows(again.id, { limit: 200 }), 200).items).toEqual(rows.items);
  });

  test(
    'cells and names that a spreadsheet would run are made harmless',
    { annotation: covers('INJ-07') },
    async ({ tenant }) => {
      const { api } = await tenant.actor('analyst');
      const { id } = dataOf(
        await api.datasets.create({ name: 'formulas', file: unusualFiles.formulas }),
        201,
      );

      const exported = dataOf(await api.datasets.export(id), 200);

      expect(exported.split(/\r?\n/)[0]).toBe("n,'=cmd");
      expect(formulaCells.slice(0, 6).filter((cell) => !exported.includes(`'${cell}`))).toEqual([]);
      expect(exported).not.toContain("'plain");
      expect(exported).toContain('plain');
    },
  );

  test('negative numbers stay numbers', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const file = { name: 't.csv', contentType: 'text/csv', content: 'a\n-1\n-2.5\n' };
    const { id } = dataOf(await api.datasets.create({ name: 'negative', file }), 201);

    const exported = dataOf(await api.datasets.export(id), 200);

    expect(exported.replaceAll('\r\n', '\n')).toBe('a\n-1\n-2.5\n');
  });

  test('sales gets no export, an auditor does', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const sales = await tenant.actor('sales');
    const auditor = await tenant.actor('auditor');
    const { id } = await uploadTable(analyst, labelledTable({ seed, rows: 20 }));

    expect(await sales.api.datasets.export(id)).toBeRefused(403);
    expect(await auditor.api.datasets.export(id)).toSucceed(200);
  });
});
