import { createHash } from 'node:crypto';
import type { ApiClient } from '../../api-clients/api-client.ts';
import type { NewDataset } from '../../api-clients/datasets/client.ts';
import { covers, dataOf, expect, test } from '../../fixtures/index.ts';
import { toCsv, toJsonLines } from '../../test-data/csv.ts';
import { refusedFiles } from '../../test-data/datasets/refused.ts';
import { unusualFiles } from '../../test-data/datasets/unusual.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { mixedTable } from '../../test-data/mixed-table.ts';

const csv = (content: string | Buffer): NewDataset['file'] => ({
  name: 'table.csv',
  contentType: 'text/csv',
  content,
});

/** Every dataset that the caller sees. */
async function datasetCount(api: ApiClient): Promise<number> {
  return dataOf(await api.datasets.list(), 200).total;
}

test.describe('Dataset upload', { tag: '@integration' }, () => {
  test('an analyst uploads a CSV file and gets its columns, rows and digest', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const content = toCsv(labelledTable({ seed, rows: 120, features: 2 }));

    const result = await analyst.api.datasets.create({
      name: 'Payments',
      description: 'of March',
      labelColumn: 'label',
      file: csv(content),
    });

    const dataset = dataOf(result, 201);
    expect(result.headers['location']).toBe(`/api/v1/datasets/${dataset.id}`);
    expect(dataset).toMatchObject({
      name: 'Payments',
      description: 'of March',
      format: 'csv',
      rowCount: 120,
      labelColumn: 'label',
      timeColumn: null,
      sizeBytes: Buffer.byteLength(content),
      sha256: createHash('sha256').update(content).digest('hex'),
      columns: [
        { name: 'feature_1', type: 'number', missing: 0 },
        { name: 'feature_2', type: 'number', missing: 0 },
        { name: 'label', type: 'number', missing: 0 },
      ],
    });
    expect(dataset.createdBy).toMatchObject({ kind: 'user', id: analyst.id });
  });

  test('each column gets the type of its cells, and its missing cells are counted', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const file = csv(toCsv(mixedTable({ seed, rows: 100 })));

    const dataset = dataOf(
      await analyst.api.datasets.create({ name: 'Mixed', timeColumn: 'paid_at', file }),
      201,
    );

    expect(dataset.timeColumn).toBe('paid_at');
    expect(dataset.columns).toEqual([
      { name: 'amount', type: 'number', missing: 10 },
      { name: 'items', type: 'number', missing: 0 },
      { name: 'merchant', type: 'string', missing: 4 },
      { name: 'refunded', type: 'boolean', missing: 0 },
      { name: 'paid_at', type: 'datetime', missing: 0 },
    ]);
  });

  test('JSON lines give the same table as CSV', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = mixedTable({ seed, rows: 60 });
    const lines = { name: 'table.jsonl', contentType: 'application/x-ndjson', content: toJsonLines(table) };

    const fromCsv = dataOf(await analyst.api.datasets.create({ name: 'CSV', file: csv(toCsv(table)) }), 201);
    const fromLines = dataOf(await analyst.api.datasets.create({ name: 'Lines', file: lines }), 201);

    expect(fromLines.format).toBe('jsonl');
    expect(fromLines.columns).toEqual(fromCsv.columns);
    const rowsOfCsv = dataOf(await analyst.api.datasets.rows(fromCsv.id), 200);
    const rowsOfLines = dataOf(await analyst.api.datasets.rows(fromLines.id), 200);
    expect(rowsOfLines.items).toEqual(rowsOfCsv.items);
  });

  for (const [kind, file] of Object.entries(unusualFiles)) {
    test(`a file out of the ordinary is read as it is meant: ${kind}`, async ({ tenant }) => {
      const analyst = await tenant.actor('analyst');

      const dataset = dataOf(await analyst.api.datasets.create({ name: kind, file }), 201);
      const rows = dataOf(await analyst.api.datasets.rows(dataset.id), 200);

      expect(dataset.columns.map(({ name }) => name)).toEqual(file.columns);
      expect(rows.items.map(({ values }) => file.columns.map((name) => values[name]))).toEqual(file.rows);
    });
  }

  for (const [kind, file] of Object.entries(refusedFiles)) {
    test(
      `a file with ${file.fault} is refused and leaves nothing behind (${kind})`,
      { annotation: covers('UPL-08') },
      async ({ tenant }) => {
        const analyst = await tenant.actor('analyst');

        const refused = await analyst.api.datasets.create({ name: 'table', file });

        expect(refused).toBeRefused(422, { pointer: '/file' });
        expect(refused.exchange.bodyText).toMatch(
          file.line === null ? /./ : new RegExp(`\\bline ${file.line}\\b`, 'i'),
        );
        expect(await datasetCount(analyst.api)).toBe(0);
        expect(await analyst.api.datasets.create({ name: 'table', file: csv('a\n1\n') })).toSucceed(201);
      },
    );
  }

  test('a label or time column that is not there is refused at its field', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const file = csv('a,b\n1,0\n2,1\n');

    expect(await api.datasets.create({ name: 'table', labelColumn: 'c', file })).toBeRefused(422, {
      pointer: '/labelColumn',
    });
    expect(await api.datasets.create({ name: 'table', timeColumn: 'c', file })).toBeRefused(422, {
      pointer: '/timeColumn',
    });
    expect(await api.datasets.create({ name: 'table', labelColumn: 'b', file })).toSucceed(201);
  });

  test('a label is 0 or 1, or true or false, and nothing else', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const upload = (name: string, content: string) =>
      api.datasets.create({ name, labelColumn: 'label', file: csv(content) });

    expect(await upload('twos', 'a,label\n1,0\n2,2\n')).toBeRefused(422, { pointer: '/labelColumn' });
    expect(await upload('words', 'a,label\n1,yes\n2,no\n')).toBeRefused(422, { pointer: '/labelColumn' });
    expect(await upload('numbers', 'a,label\n1,0\n2,1\n')).toSucceed(201);
    expect(await upload('booleans', 'a,label\n1,false\n2,true\n')).toSucceed(201);
  });

  test('a file of another media type is refused', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const file = { name: 'table.xlsx', contentType: 'application/vnd.ms-excel', content: 'a,b\n1,2\n' };

    expect(await api.datasets.create({ name: 'table', file })).toBeRefused(415);
    expect(await datasetCount(api)).toBe(0);
  });

  test('the file’s name decides where the media type says nothing', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const unnamed = { contentType: 'application/octet-stream', content: '{"a":1}\n' };

    const lines = dataOf(
      await api.datasets.create({ name: 'lines', file: { ...unnamed, name: 't.ndjson' } }),
      201,
    );

    expect(lines.format).toBe('jsonl');
    expect(await api.datasets.create({ name: 'unknown', file: { ...unnamed, name: 't.bin' } })).toBeRefused(
      415,
    );
  });

  test('a name belongs to one dataset of the tenant', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const file = csv('a\n1\n');
    dataOf(await api.datasets.create({ name: 'table', file }), 201);

    expect(await api.datasets.create({ name: 'table', file })).toBeRefused(409);
    expect(await datasetCount(api)).toBe(1);
  });

  test('a name is 1 to 120 characters', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const file = csv('a\n1\n');

    expect(await api.datasets.create({ name: '', file })).toBeRefused(422, { pointer: '/name' });
    expect(await api.datasets.create({ name: 'n'.repeat(121), file })).toBeRefused(422, { pointer: '/name' });
    expect(await api.datasets.create({ name: 'n'.repeat(120), file })).toSucceed(201);
  });

  test('an upload without its file is refused at the file', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const upload = { operationId: 'datasets.create', method: 'POST', path: '/datasets' } as const;

    const result = await api.call({ ...upload, multipart: [{ name: 'name', value: 'table' }] });

    expect(result).toBeRefused(422, { pointer: '/file' });
  });

  test(
    'a multipart body that breaks off is malformed',
    { annotation: covers('ERR-07') },
    async ({ tenant }) => {
      const { api } = await tenant.actor('analyst');

      const result = await api.call({
        operationId: 'datasets.create',
        method: 'POST',
        path: '/datasets',
        raw: {
          contentType: 'multipart/form-data; boundary=cut',
          content: '--cut\r\ncontent-disposition: form-data; name="name"\r\n\r\ntab',
        },
      });

      expect(result).toBeRefused(400);
      expect(await datasetCount(api)).toBe(0);
    },
  );

  test('sales and verifiers neither upload nor read datasets', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const sales = await tenant.actor('sales');
    const verifier = await tenant.actor('verifier');
    const upload = { name: 'table', file: csv('a\n1\n') };

    expect(await sales.api.datasets.create(upload)).toBeRefused(403);
    expect(await verifier.api.datasets.create(upload)).toBeRefused(403);
    expect(await sales.api.datasets.list()).toBeRefused(403);
    expect(await verifier.api.datasets.list()).toBeRefused(403);
    expect(await analyst.api.datasets.create(upload)).toSucceed(201);
  });
});
