import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profileDataset, validateDataset } from '../../src/compute/analytics/index.ts';
import { profileResponse, validateResponse } from '../../src/compute/protocol.ts';
import { ingest } from '../../src/control/datasets/ingest/ingest.ts';
import { datasetFolder } from '../../src/storage/index.ts';

const TENANT = '01934f5e-0000-7000-8000-000000000001';
const DATASET = '01934f5e-0000-7000-8000-000000000002';
let dataFolder = '';

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'analytics-'));
});

afterEach(async () => {
  await rm(dataFolder, { recursive: true });
});

async function given(csv: string, labelColumn: string | null = null) {
  const folder = datasetFolder(dataFolder, TENANT, DATASET);
  await mkdir(folder, { recursive: true });
  await ingest(Readable.from([Buffer.from(csv)]), folder, { format: 'csv', labelColumn, timeColumn: null });
  return [
    { dataFolder, tenantId: TENANT },
    { datasetId: DATASET, labelColumn },
  ] as const;
}

const TEN_ROWS = Array.from({ length: 10 }, (_, row) => `${row},${(row * 7) % 10}`).join('\n');

describe('the profile of a dataset', () => {
  it('gives each type of column its figures, and null for the others', async () => {
    const profile = await profileDataset(
      ...(await given('n,s,b,t\n1,x,true,2026-11-21\n2,y,false,\n,y,true,2026-11-22\n4,,,2026-11-22\n')),
    );

    const none = {
      min: null,
      max: null,
      mean: null,
      stddev: null,
      quantiles: null,
      histogram: null,
      top: null,
    };
    expect(profileResponse.parse(profile)).toEqual(profile);
    expect(profile.rowCount).toBe(4);
    expect(profile.columns[0]).toMatchObject({
      ...{ name: 'n', type: 'number', missing: 1, distinct: 3, min: 1, max: 4, mean: 7 / 3, top: null },
      quantiles: { p25: 1.5, p50: 2, p75: 3 },
    });
    expect(profile.columns[0]?.histogram?.edges).toHaveLength(21);
    expect(profile.columns[0]?.histogram?.counts.reduce((sum, count) => sum + count)).toBe(3);
    expect(profile.columns.slice(1)).toEqual([
      {
        ...none,
        ...{ name: 's', type: 'string', missing: 1, distinct: 2 },
        top: [
          { value: 'y', count: 2 },
          { value: 'x', count: 1 },
        ],
      },
      {
        ...none,
        ...{ name: 'b', type: 'boolean', missing: 1, distinct: 2 },
        top: [
          { value: 'true', count: 2 },
          { value: 'false', count: 1 },
        ],
      },
      {
        ...none,
        ...{ name: 't', type: 'datetime', missing: 1, distinct: 2 },
        ...{ min: Date.UTC(2026, 10, 21), max: Date.UTC(2026, 10, 22) },
      },
    ]);
  });

  it('correlates number columns over the rows where both are present', async () => {
    const { correlation } = await profileDataset(
      ...(await given('a,b,c,k\n1,2,9,5\n2,4,7,5\n3,,1,5\n4,8,3,5\n,100,4,5\n')),
    );

    expect(correlation.columns).toEqual(['a', 'b', 'c', 'k']);
    const [a = [], , c = [], k] = correlation.matrix;
    expect(a[0]).toBe(1);
    expect(a[1]).toBeCloseTo(1, 12);
    // r of (1, 2, 3, 4) with (9, 7, 1, 3) = −12 / √(5 × 40).
    expect(a[2]).toBeCloseTo(-12 / Math.sqrt(200), 12);
    expect(c[0]).toBe(a[2]);
    expect(k).toEqual([0, 0, 0, 1]);
  });

  it('takes the contamination from the labels where there are some', async () => {
    const { contamination } = await profileDataset(...(await given('a,y\n1,0\n2,0\n3,0\n4,1\n', 'y')));

    expect(contamination).toEqual({ estimate: 0.25, method: 'label' });
  });

  it('estimates the contamination from rows far out in some column where there are no labels', async () => {
    const { contamination } = await profileDataset(...(await given(`a,b\n${TEN_ROWS}\n500,5\n`)));

    expect(contamination).toEqual({ estimate: 1 / 11, method: 'robust_zscore' });
  });

  it('names the ten most frequent texts, equally frequent ones by their text', async () => {
    const texts = 'mlkjihgfedcba'.split('').flatMap((text, at) => (at < 3 ? [text, text] : [text]));
    const { columns } = await profileDataset(...(await given(`s\n${texts.join('\n')}\n`)));

    expect(columns[0]?.distinct).toBe(13);
    expect(columns[0]?.top?.slice(0, 3)).toEqual([
      { value: 'k', count: 2 },
      { value: 'l', count: 2 },
      { value: 'm', count: 2 },
    ]);
    expect(columns[0]?.top).toHaveLength(10);
  });

  it('is kept beside the data and computed once', async () => {
    const [store, request] = await given('a\n1\n2\n');
    const [first, second] = await Promise.all([
      profileDataset(store, request),
      profileDataset(store, request),
    ]);
    await rm(join(datasetFolder(dataFolder, TENANT, DATASET), '0.f64'));

    const third = await profileDataset(store, request);

    expect(second).toBe(first);
    expect(third).toEqual(first);
    expect(await readdir(datasetFolder(dataFolder, TENANT, DATASET))).toEqual([
      'columns.json',
      'profile-1.json',
    ]);
  });

  it('fails for a dataset that is not there', async () => {
    const store = { dataFolder, tenantId: TENANT };

    await expect(profileDataset(store, { datasetId: DATASET, labelColumn: null })).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});

describe('the validation of a dataset', () => {
  it('has nothing to say of a sound one', async () => {
    expect(await validateDataset(...(await given(`a,b\n${TEN_ROWS}\n`)))).toEqual({
      valid: true,
      checks: [],
    });
  });

  it('warns of missing values, constant columns and duplicate rows, and is still valid', async () => {
    const csv = `a,b,k,e\n${TEN_ROWS.replaceAll('\n', ',c,\n')},c,\n0,0,c,\n0,0,c,\n,5,c,\n`;

    const validation = await validateDataset(...(await given(csv)));

    expect(validateResponse.parse(validation)).toEqual(validation);
    expect(validation.valid).toBe(true);
    expect(
      validation.checks.map(({ code, severity, column, count }) => [code, severity, column, count]),
    ).toEqual([
      ['missing_values', 'warning', 'a', 1],
      ['missing_values', 'warning', 'e', 13],
      ['constant_column', 'warning', 'k', 13],
      ['constant_column', 'warning', 'e', 0],
      ['duplicate_rows', 'warning', null, 2],
    ]);
  });

  it('is invalid with too few rows or no number column besides the label', async () => {
    const { valid, checks } = await validateDataset(...(await given('s,y\na,0\nb,1\nc,0\n', 'y')));

    expect(valid).toBe(false);
    expect(checks.map(({ code, severity, count }) => [code, severity, count])).toEqual([
      ['too_few_rows', 'error', 3],
      ['no_numeric_column', 'error', 0],
    ]);
  });

  it.each([
    ['no anomaly', '0', 0],
    ['anomalies only', '1', 10],
  ])('warns of labels with %s', async (_, label, count) => {
    const csv = `a,b,y\n${TEN_ROWS.replaceAll('\n', `,${label}\n`)},${label}\n`;

    const { checks } = await validateDataset(...(await given(csv, 'y')));

    expect(checks.find(({ code }) => code === 'label_imbalance')).toMatchObject({
      ...{ severity: 'warning', column: 'y', count },
    });
  });
});
