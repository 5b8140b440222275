import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ingest } from '../../src/control/datasets/ingest/ingest.ts';
import { openDataset, writeFolderAtomically } from '../../src/storage/index.ts';
import { finishReplacement, removeRows, rowsWithValue } from '../../src/storage/row-filter.ts';

let root: string;
let folder: string;
let draft: string;

const TABLE =
  'n,who,when,ok\n1,Ada,2026-01-01T00:00:00Z,true\n2,Béa,,false\n,Ada,2026-01-03T00:00:00Z,\n4,,2026-01-04T00:00:00Z,true\n';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'assay-rows-'));
  folder = join(root, 'datasets', 'd');
  draft = join(root, '.staging', 'e-d');
  const options = { format: 'csv', labelColumn: null, timeColumn: null } as const;
  async function* bytes() {
    yield await Promise.resolve(Buffer.from(TABLE));
  }
  await writeFolderAtomically(join(root, '.staging'), folder, (to) => ingest(bytes(), to, options));
});

afterEach(() => rm(root, { recursive: true, force: true }));

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** All cells, column by column. */
async function cells(): Promise<Record<string, unknown>> {
  const dataset = await openDataset(folder);
  const columns = dataset.columns.map(
    async ({ name }) => [name, await dataset.readCells(name, 0, 10)] as const,
  );
  return Object.fromEntries(await Promise.all(columns));
}

describe('rows that are erased', () => {
  it('are found by the text of a cell, or by the value of a number', async () => {
    const dataset = await openDataset(folder);

    expect(await rowsWithValue(dataset, 'who', 'Ada')).toEqual([0, 2]);
    expect(await rowsWithValue(dataset, 'n', '2.0')).toEqual([1]);
    expect(await rowsWithValue(dataset, 'ok', 'true')).toEqual([0, 3]);
    expect(await rowsWithValue(dataset, 'when', '2026-01-04T00:00:00.000Z')).toEqual([3]);
    expect(await rowsWithValue(dataset, 'who', '')).toEqual([]);
    expect(await rowsWithValue(dataset, 'n', ' ')).toEqual([]);
  });

  it('go from every column, and missing cells are counted anew', async () => {
    const index = await removeRows(folder, draft, [0, 2]);

    expect(index).toMatchObject({ rowCount: 2 });
    expect(index.columns.map(({ name, missing }) => [name, missing])).toEqual([
      ['n', 0],
      ['who', 1],
      ['when', 1],
      ['ok', 0],
    ]);
    expect(await cells()).toEqual({
      n: [2, 4],
      who: ['Béa', null],
      when: [null, '2026-01-04T00:00:00.000Z'],
      ok: [false, true],
    });
    expect(await exists(draft)).toBe(false);
    expect(await exists(`${draft}.old`)).toBe(false);
  });

  it('are gone after a death between taking the old folder away and putting the new one there', async () => {
    await removeRows(folder, draft, [1]);
    // What that death leaves: a whole draft, and nothing in the dataset's place.
    await rename(folder, draft);

    await finishReplacement(folder, draft);

    expect((await cells())['n']).toEqual([1, null, 4]);
    expect(await exists(draft)).toBe(false);
  });

  it('are still there after a death in the middle of a draft, which goes', async () => {
    await mkdir(draft, { recursive: true });
    await writeFile(join(draft, '0.f64'), 'half');

    await finishReplacement(folder, draft);

    expect((await openDataset(folder)).rowCount).toBe(4);
    expect(await exists(draft)).toBe(false);
  });
});
