import type { ApiClient } from '../../api-clients/api-client.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { mixedTable } from '../../test-data/mixed-table.ts';

/** Three datasets, oldest first: `beta` (3 rows), `Alpha` (1 row, JSON lines) and `gamma` (2 rows). */
async function uploadThree({ datasets }: ApiClient): Promise<void> {
  const csv = (content: string) => ({ name: 'table.csv', contentType: 'text/csv', content });
  dataOf(await datasets.create({ name: 'beta', file: csv('a\n1\n2\n3\n') }), 201);
  dataOf(
    await datasets.create({
      name: 'Alpha',
      file: { name: 'table.jsonl', contentType: 'application/x-ndjson', content: '{"a":1}\n' },
    }),
    201,
  );
  dataOf(await datasets.create({ name: 'gamma', file: csv('a\n1\n2\n') }), 201);
}

test.describe('Reading datasets', { tag: '@integration' }, () => {
  test('the list comes newest first and in pages', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    await uploadThree(api);

    const whole = dataOf(await api.datasets.list(), 200);
    const first = dataOf(await api.datasets.list({ limit: 2 }), 200);
    const second = dataOf(await api.datasets.list({ limit: 2, offset: 2 }), 200);
    const beyond = dataOf(await api.datasets.list({ offset: 3 }), 200);

    expect(whole.items.map(({ name }) => name)).toEqual(['gamma', 'Alpha', 'beta']);
    expect(whole).toMatchObject({ total: 3, limit: 50, offset: 0 });
    expect(first).toEqual({ items: whole.items.slice(0, 2), total: 3, limit: 2, offset: 0 });
    expect(second).toEqual({ items: whole.items.slice(2), total: 3, limit: 2, offset: 2 });
    expect(beyond).toEqual({ items: [], total: 3, limit: 50, offset: 3 });
  });

  test('the list sorts by time and by number of rows, both ways', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    await uploadThree(api);
    const sorted = async (sort: 'createdAt' | 'rowCount' | '-rowCount') =>
      dataOf(await api.datasets.list({ sort }), 200).items.map(({ name }) => name);

    expect(await sorted('createdAt')).toEqual(['beta', 'Alpha', 'gamma']);
    expect(await sorted('rowCount')).toEqual(['Alpha', 'gamma', 'beta']);
    expect(await sorted('-rowCount')).toEqual(['beta', 'gamma', 'Alpha']);
  });

  test('sorting by name backwards is the reverse of forwards', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    await uploadThree(api);
    const sorted = async (sort: 'name' | '-name') =>
      dataOf(await api.datasets.list({ sort }), 200).items.map(({ name }) => name);

    const forwards = await sorted('name');

    expect(forwards.filter((name) => name !== 'Alpha')).toEqual(['beta', 'gamma']);
    expect(await sorted('-name')).toEqual(forwards.toReversed());
  });

  test('the list is filtered by part of the name, in any case, and by format', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    await uploadThree(api);

    const byName = dataOf(await api.datasets.list({ q: 'ALPH' }), 200);
    const byFormat = dataOf(await api.datasets.list({ format: 'csv' }), 200);
    const byBoth = dataOf(await api.datasets.list({ q: 'alpha', format: 'csv' }), 200);

    expect(byName.items.map(({ name }) => name)).toEqual(['Alpha']);
    expect(byFormat.items.map(({ name }) => name)).toEqual(['gamma', 'beta']);
    expect(byBoth).toMatchObject({ items: [], total: 0 });
  });

  test('a percent sign in a search is a percent sign', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    await uploadThree(api);

    expect(dataOf(await api.datasets.list({ q: '%' }), 200).total).toBe(0);
    expect(dataOf(await api.datasets.list({ q: '_eta' }), 200).total).toBe(0);
    expect(dataOf(await api.datasets.list({ q: 'eta' }), 200).total).toBe(1);
  });

  test('rows come in their order with the values of their types', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = await tenant.actor('viewer');
    const table = mixedTable({ seed, rows: 30 });
    const { id } = await uploadTable(analyst, table);

    const page = dataOf(await viewer.api.datasets.rows(id, { limit: 10, offset: 5 }), 200);

    expect(page).toMatchObject({ total: 30, limit: 10, offset: 5 });
    expect(page.items.map(({ index }) => index)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(page.items.map(({ values }) => table.columns.map((name) => values[name]))).toEqual(
      table.rows.slice(5, 15),
    );
  });

  test('a page is 1 to 200 items, and an offset is not negative', async ({ tenant }) => {
    const { api } = await tenant.actor('viewer');

    expect(await api.datasets.list({ limit: 0 })).toBeRefused(422, { pointer: '/query/limit' });
    expect(await api.datasets.list({ limit: 201 })).toBeRefused(422, { pointer: '/query/limit' });
    expect(await api.datasets.list({ offset: -1 })).toBeRefused(422, { pointer: '/query/offset' });
    expect(await api.datasets.list({ limit: 1 })).toSucceed(200);
    expect(await api.datasets.list({ limit: 200 })).toSucceed(200);
  });

  test('an analyst changes name and description', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, mixedTable({ seed, rows: 10 }));

    const changed = dataOf(
      await analyst.api.datasets.update(dataset.id, { name: 'Renamed', description: 'New' }),
      200,
    );

    expect(changed).toEqual({
      ...dataset,
      name: 'Renamed',
      description: 'New',
      updatedAt: changed.updatedAt,
    });
    expect(dataOf(await analyst.api.datasets.get(dataset.id), 200)).toEqual(changed);
  });

  test('a removed dataset is gone from list, rows and name', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = mixedTable({ seed, rows: 10 });
    const { id, name } = await uploadTable(analyst, table);

    expect(await analyst.api.datasets.remove(id)).toSucceed(204);

    expect(await analyst.api.datasets.get(id)).toBeRefused(404);
    expect(await analyst.api.datasets.rows(id)).toBeRefused(404);
    expect(dataOf(await analyst.api.datasets.list(), 200).total).toBe(0);
    expect((await uploadTable(analyst, table, { name })).name).toBe(name);
  });

  test('a viewer changes nothing', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = await tenant.actor('viewer');
    const dataset = await uploadTable(analyst, mixedTable({ seed, rows: 10 }));

    expect(await viewer.api.datasets.update(dataset.id, { name: 'Mine' })).toBeRefused(403);
    expect(await viewer.api.datasets.remove(dataset.id)).toBeRefused(403);
    expect(await viewer.api.datasets.validate(dataset.id)).toBeRefused(403);
    expect(dataOf(await viewer.api.datasets.get(dataset.id), 200)).toEqual(dataset);
  });
});
