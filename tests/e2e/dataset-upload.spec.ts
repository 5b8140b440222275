import { dataOf, expect, test } from '../../fixtures/index.ts';
import { slowUplink } from '../../flows/slow-uplink.ts';
import { toCsv } from '../../test-data/csv.ts';
import { refusedFiles } from '../../test-data/datasets/refused.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { correlation, mean, quantile, standardDeviation } from '../../test-data/statistics.ts';
import { column, type Table } from '../../test-data/table.ts';
import { figure } from './shown-figure.ts';

/** Bytes a second that leave a browser time to show an upload of half a megabyte at work. */
const SLOW = 200_000;

function csvFile(table: Table) {
  return { name: 'payments.csv', mimeType: 'text/csv', buffer: Buffer.from(toCsv(table)) };
}

test.describe('Uploading a dataset', { tag: '@e2e' }, () => {
  test('the page of an uploaded table shows the figures of its data', async ({ tenant, open, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 1200, features: 2, contamination: 0.05 });
    const [first, second] = [column(table, 'feature_1'), column(table, 'feature_2')];
    const { page, dataset, heading, notification, upload } = await open(analyst);
    await upload.goto();

    await upload.choose(csvFile(table), { name: 'Payments of May', labelColumn: 'label' });
    await upload.send();

    await expect(heading).toHaveText('Payments of May');
    await expect(page).toHaveURL(/\/datasets\/[0-9a-f-]{36}$/);
    await expect(notification('Dataset “Payments of May” uploaded.')).toBeVisible();
    await expect(dataset.facts.fact('Rows', '1,200')).toBeVisible();
    await expect(dataset.facts.fact('Columns', '3')).toBeVisible();
    await expect(dataset.facts.fact('Format', 'CSV')).toBeVisible();
    await expect(dataset.facts.fact('Label column', 'label')).toBeVisible();
    await expect(dataset.facts.fact('Estimated contamination', '5.0%')).toBeVisible();
    await expect(dataset.columns.rowHeaders).toHaveText(['feature_1', 'feature_2', 'label']);
    await expect(dataset.columns.cells('feature_1')).toHaveText([
      'Number',
      '',
      '0',
      new Set(first).size.toLocaleString('en'),
      figure(Math.min(...first)),
      figure(quantile(first, 0.5)),
      figure(mean(first)),
      figure(Math.max(...first)),
      figure(standardDeviation(first)),
    ]);
    await expect(dataset.correlation.cells('feature_1')).toHaveText([
      '1.00',
      correlation(first, second).toFixed(2),
      correlation(first, table.labels).toFixed(2),
    ]);
    await expect(dataset.rows.cells('1')).toHaveText(
      [...(table.rows[0] ?? []), table.labels[0]].map((value) => String(value)),
    );
  });

  test('an upload shows how far it is, and then the dataset', async ({ tenant, open, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { page, heading, upload } = await open(analyst);
    await upload.goto();
    await slowUplink(page, SLOW);

    await upload.choose(csvFile(labelledTable({ seed, rows: 9_000, features: 5 })), { name: 'Large' });
    await upload.send();

    await expect(upload.upload.progressBar).toHaveAttribute('aria-valuenow', /^[1-9][0-9]$/);
    await expect(heading).toHaveText('Large');
    const { items } = dataOf(await analyst.api.datasets.list(), 200);
    expect(items.map(({ name, rowCount }) => ({ name, rowCount }))).toEqual([
      { name: 'Large', rowCount: 9_000 },
    ]);
  });

  test('an upload that is cancelled leaves nothing behind but the filled form', async ({
    tenant,
    open,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { page, heading, notification, upload } = await open(analyst);
    await upload.goto();
    await slowUplink(page, SLOW);
    await upload.choose(csvFile(labelledTable({ seed, rows: 60_000, features: 5 })), { name: 'Too large' });
    await upload.send();
    await expect(upload.upload.progressBar).toHaveAttribute('aria-valuenow', /^[1-9][0-9]?$/);

    await upload.upload.cancel();

    await expect(notification('Upload cancelled. Nothing was kept.')).toBeVisible();
    await expect(upload.upload.progressBar).toBeHidden();
    await expect(upload.name).toHaveValue('Too large');
    expect(dataOf(await analyst.api.datasets.list(), 200).total).toBe(0);

    await upload.choose(csvFile(labelledTable({ seed, rows: 20 })), { name: 'Small enough' });
    await upload.send();
    await expect(heading).toHaveText('Small enough');
  });

  test('a file with a ragged row is refused with its line, and the mended one is taken', async ({
    tenant,
    open,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { raggedRow } = refusedFiles;
    const { page, alert, heading, upload } = await open(analyst);
    const file = { name: raggedRow.name, mimeType: raggedRow.contentType };
    await upload.goto();

    await upload.choose({ ...file, buffer: raggedRow.content }, { name: 'Ragged' });
    await upload.send();

    await expect(alert).toContainText(/line 3: /);
    await expect(upload.file).toHaveAccessibleDescription(/line 3: /);
    await expect(page).toHaveURL('/datasets/new');
    expect(dataOf(await analyst.api.datasets.list(), 200).total).toBe(0);

    await upload.choose({ ...file, buffer: Buffer.from('a,b,c\n1,2,3\n4,5,0\n') }, { name: 'Mended' });
    await upload.send();
    await expect(heading).toHaveText('Mended');
  });

  test('a form without file and name is not sent, and its first wrong field has the focus', async ({
    tenant,
    open,
  }) => {
    const { page, upload } = await open(await tenant.actor('analyst'));
    await upload.goto();

    await upload.send();

    await expect(upload.file).toHaveAccessibleDescription(/Choose a file\./);
    await expect(upload.name).toHaveAccessibleDescription('Enter a name.');
    await expect(upload.file).toBeFocused();
    await expect(page).toHaveURL('/datasets/new');
  });
});
