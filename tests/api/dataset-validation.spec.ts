import type { ApiClient } from '../../api-clients/api-client.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import type { Table } from '../../test-data/table.ts';

/** What validation finds in `table`, without its words. */
async function findings(actor: { api: ApiClient }, table: Table, labelColumn?: string) {
  const { id } = await uploadTable(actor, table, labelColumn === undefined ? {} : { labelColumn });
  const { valid, checks } = dataOf(await actor.api.datasets.validate(id), 200);
  return {
    valid,
    checks: checks.map(({ code, severity, column, count }) => ({ code, severity, column, count })),
  };
}

/** `count` rows of two numbers without a fault. */
const cleanRows = (count: number): number[][] =>
  Array.from({ length: count }, (_, index) => [index, index * index]);

test.describe('Dataset validation', { tag: '@integration' }, () => {
  test('a clean table is valid and raises nothing', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { columns, rows } = labelledTable({ seed, rows: 50 });

    expect(await findings(analyst, { columns, rows })).toEqual({ valid: true, checks: [] });
  });

  test('fewer than ten rows are an error, ten are not', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');

    const nine = await findings(analyst, { columns: ['a', 'b'], rows: cleanRows(9) });
    const ten = await findings(analyst, { columns: ['a', 'b'], rows: cleanRows(10) });

    expect(nine).toEqual({
      valid: false,
      checks: [{ code: 'too_few_rows', severity: 'error', column: null, count: 9 }],
    });
    expect(ten).toEqual({ valid: true, checks: [] });
  });

  test('a table without a number is an error', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const rows = cleanRows(12).map(([index]) => [`word ${index ?? ''}`]);

    const { valid, checks } = await findings(analyst, { columns: ['words'], rows });

    expect(valid).toBe(false);
    expect(checks).toContainEqual(expect.objectContaining({ code: 'no_numeric_column', severity: 'error' }));
  });

  test('missing values are counted by column and do not make a table invalid', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const rows = cleanRows(20).map(([a, b], index) => [a ?? 0, index < 3 ? null : (b ?? 0)]);

    const { valid, checks } = await findings(analyst, { columns: ['a', 'b'], rows });

    expect(valid).toBe(true);
    expect(checks).toEqual([{ code: 'missing_values', severity: 'warning', column: 'b', count: 3 }]);
  });

  test('a constant column is named', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const rows = cleanRows(20).map(([a]) => [a ?? 0, 7]);

    const { valid, checks } = await findings(analyst, { columns: ['a', 'b'], rows });

    expect(valid).toBe(true);
    expect(checks.map(({ code, severity, column }) => ({ code, severity, column }))).toEqual([
      { code: 'constant_column', severity: 'warning', column: 'b' },
    ]);
  });

  test('rows that repeat an earlier one are counted', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const rows = [...cleanRows(20), ...cleanRows(4)];

    const { valid, checks } = await findings(analyst, { columns: ['a', 'b'], rows });

    expect(valid).toBe(true);
    expect(checks).toEqual([{ code: 'duplicate_rows', severity: 'warning', column: null, count: 4 }]);
  });

  test('labels of one kind alone are pointed out', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const rows = cleanRows(30).map(([a, b]) => [a ?? 0, b ?? 0, 0]);

    const { checks } = await findings(analyst, { columns: ['a', 'b', 'label'], rows }, 'label');

    expect(checks).toContainEqual(
      expect.objectContaining({ code: 'label_imbalance', severity: 'warning', column: 'label' }),
    );
  });
});
