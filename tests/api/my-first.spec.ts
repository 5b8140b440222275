import { dataOf, expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

test.describe('Removing a dataset', { tag: '@integration' }, () => {
  test('a viewer cannot remove a dataset, an analyst can', async ({ tenant, seed }) => {
    const viewer = await tenant.actor('viewer');
    const analyst = await tenant.actor('analyst');
    const dataset = await uploadTable(analyst, labelledTable({ seed, rows: 20 }));

    const denied = await viewer.api.datasets.remove(dataset.id);

    expect(denied).toBeRefused(403);
    expect(dataOf(await viewer.api.datasets.get(dataset.id), 200).rowCount).toBe(20);
    expect(await analyst.api.datasets.remove(dataset.id)).toSucceed(204);
  });
});
