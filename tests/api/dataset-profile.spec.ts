import type { Profile } from '../../api-clients/datasets/schemas.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { mixedTable } from '../../test-data/mixed-table.ts';
import { correlation, mean, quantile, standardDeviation } from '../../test-data/statistics.ts';
import { column } from '../../test-data/table.ts';

/** Decimal places: sums of a few hundred rows in another order differ after the ninth or so. */
const DIGITS = 8;

function profileOf(profile: Profile, name: string): Profile['columns'][number] | undefined {
  return profile.columns.find((candidate) => candidate.name === name);
}

test.describe('Dataset profile', { tag: '@integration' }, () => {
  test('the figures of a number column are those of its values', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = await tenant.actor('viewer');
    const table = mixedTable({ seed, rows: 300 });
    const { id } = await uploadTable(analyst, table);
    const amounts = column(table, 'amount').filter((cell) => typeof cell === 'number');

    const profile = dataOf(await viewer.api.datasets.profile(id), 200);

    const amount = profileOf(profile, 'amount');
    expect(profile.rowCount).toBe(300);
    expect(amount).toMatchObject({ type: 'number', missing: 30, distinct: new Set(amounts).size, top: null });
    expect(amount?.min).toBe(Math.min(...amounts));
    expect(amount?.max).toBe(Math.max(...amounts));
    expect(amount?.mean).toBeCloseTo(mean(amounts), DIGITS);
    expect(amount?.stddev).toBeCloseTo(standardDeviation(amounts), DIGITS);
    expect(amount?.quantiles?.p01).toBeCloseTo(quantile(amounts, 0.01), DIGITS);
    expect(amount?.quantiles?.p05).toBeCloseTo(quantile(amounts, 0.05), DIGITS);
    expect(amount?.quantiles?.p25).toBeCloseTo(quantile(amounts, 0.25), DIGITS);
    expect(amount?.quantiles?.p50).toBeCloseTo(quantile(amounts, 0.5), DIGITS);
    expect(amount?.quantiles?.p75).toBeCloseTo(quantile(amounts, 0.75), DIGITS);
    expect(amount?.quantiles?.p95).toBeCloseTo(quantile(amounts, 0.95), DIGITS);
    expect(amount?.quantiles?.p99).toBeCloseTo(quantile(amounts, 0.99), DIGITS);
  });

  test('the histogram of a number column counts every value once, between its extremes', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 400, features: 1 });
    const { id } = await uploadTable(analyst, table);
    const values = column(table, 'feature_1');

    const profile = dataOf(await analyst.api.datasets.profile(id), 200);

    const { edges = [], counts = [] } = profileOf(profile, 'feature_1')?.histogram ?? {};
    const middle = edges[10] ?? Number.NaN;
    expect(edges[0]).toBe(Math.min(...values));
    expect(edges[20]).toBe(Math.max(...values));
    expect(middle).toBeCloseTo((Math.min(...values) + Math.max(...values)) / 2, DIGITS);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(400);
    expect(counts.slice(0, 10).reduce((sum, count) => sum + count, 0)).toBe(
      values.filter((value) => value < middle).length,
    );
  });

  test('a string column shows its commonest values, and no figures', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = mixedTable({ seed, rows: 300 });
    const { id } = await uploadTable(analyst, table);
    const merchants = column(table, 'merchant').filter((cell) => cell !== null);
    const occurrences = (value: unknown) => merchants.filter((merchant) => merchant === value).length;

    const profile = dataOf(await analyst.api.datasets.profile(id), 200);

    const merchant = profileOf(profile, 'merchant');
    expect(merchant).toMatchObject({ type: 'string', missing: 12, distinct: 5, min: null, max: null });
    expect(merchant).toMatchObject({ mean: null, stddev: null, quantiles: null, histogram: null });
    expect(merchant?.top).toHaveLength(5);
    expect(merchant?.top?.map(({ count }) => count)).toEqual(
      merchant?.top?.map(({ value }) => occurrences(value)),
    );
    expect(merchant?.top?.map(({ count }) => count)).toEqual(
      merchant?.top?.map(({ count }) => count).toSorted((a, b) => b - a),
    );
  });

  test('the correlation is Pearson’s', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const table = labelledTable({ seed, rows: 250, features: 3 });
    const { id } = await uploadTable(analyst, table);
    const [first, second] = [column(table, 'feature_1'), column(table, 'feature_2')];

    const profile = dataOf(await analyst.api.datasets.profile(id), 200);

    const { columns, matrix } = profile.correlation;
    const at = (row: string, other: string) => matrix[columns.indexOf(row)]?.[columns.indexOf(other)];
    expect(columns).toEqual(expect.arrayContaining(['feature_1', 'feature_2', 'feature_3']));
    expect(matrix).toHaveLength(columns.length);
    expect(at('feature_1', 'feature_2')).toBeCloseTo(correlation(first, second), DIGITS);
    expect(at('feature_2', 'feature_1')).toBe(at('feature_1', 'feature_2'));
    expect(at('feature_3', 'feature_3')).toBeCloseTo(1, DIGITS);
  });

  test('the contamination is the labels’ own where there are labels', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { id } = await uploadTable(analyst, labelledTable({ seed, rows: 200, contamination: 0.08 }));

    const profile = dataOf(await analyst.api.datasets.profile(id), 200);

    expect(profile.contamination).toEqual({ estimate: 0.08, method: 'label' });
  });

  test('the contamination is estimated from robust z-scores where there are none', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { columns, rows } = labelledTable({ seed, rows: 400, features: 3, contamination: 0.05 });
    const { id } = await uploadTable(analyst, { columns, rows });

    const profile = dataOf(await analyst.api.datasets.profile(id), 200);

    expect(profile.contamination.method).toBe('robust_zscore');
    expect(profile.contamination.estimate).toBeGreaterThan(0.02);
    expect(profile.contamination.estimate).toBeLessThan(0.1);
  });
});
