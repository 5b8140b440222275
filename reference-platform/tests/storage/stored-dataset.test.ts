import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TextColumnWriter, ValueColumnWriter } from '../../src/storage/column-writer.ts';
import {
  datasetFolder,
  openDataset,
  readFloat64File,
  removeFolderAtomically,
  scoreFiles,
  writeFileAtomically,
  writeFloat64File,
  writeFolderAtomically,
} from '../../src/storage/index.ts';

const TENANT = '01934f5e-0000-7000-8000-000000000001';
const DATASET = '01934f5e-0000-7000-8000-000000000002';
let data = '';

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'storage-'));
});

afterEach(async () => {
  await rm(data, { recursive: true });
});

async function writeColumns(folder: string): Promise<void> {
  const values = new ValueColumnWriter(folder, 0);
  values.addMissing(10_000);
  for (let row = 0; row < 20_000; row += 1) {
    values.add(row / 4);
    if (row % 5000 === 0) await values.flush(false);
  }
  await values.flush(true);
  const text = new TextColumnWriter(folder, 1);
  text.addMissing(9_999);
  for (let row = 9_999; row < 30_000; row += 1) {
    const bytes = Buffer.from(`é${row}`);
    if (row === 29_999) text.addMissing(1);
    else text.add(bytes, 0, bytes.length);
    if (row % 5000 === 0) await text.flush(false);
  }
  await text.flush(true);
  const columns = [
    { name: 'v', type: 'number', missing: 10_000 },
    { name: 's', type: 'string', missing: 10_000 },
  ];
  const index = { formatVersion: 1, rowCount: 30_000, labelColumn: null, timeColumn: null, columns };
  await writeFile(join(folder, 'columns.json'), JSON.stringify(index));
}

describe('stored datasets', () => {
  it('gives any range of rows back as it was written', async () => {
    await writeColumns(data);

    const dataset = await openDataset(data);

    expect(dataset.rowCount).toBe(30_000);
    expect(dataset.featureColumns).toEqual(['v']);
    expect(await dataset.readCells('v', 9_998, 4)).toEqual([null, null, 0, 0.25]);
    expect(await dataset.readCells('v', 29_999, 4)).toEqual([19_999 / 4]);
    expect(await dataset.readCells('s', 9_998, 3)).toEqual([null, 'é9999', 'é10000']);
    expect(await dataset.readCells('s', 29_998, 9)).toEqual(['é29998', null]);
    expect(await dataset.readCells('s', 30_000, 9)).toEqual([]);
    expect(await dataset.readNumericColumn('v')).toHaveLength(30_000);
  });

  it('does not give a string column as numbers, nor a column that is not there', async () => {
    await writeColumns(data);

    const dataset = await openDataset(data);

    await expect(dataset.readNumericColumn('s')).rejects.toThrow('a string column has no numbers');
    await expect(dataset.readNumericColumn('w')).rejects.toThrow('the dataset has no such column');
  });

  it('fails to open a dataset that is not there', async () => {
    await expect(openDataset(join(data, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('makes no path of an id that is not a UUID', () => {
    expect(datasetFolder(data, TENANT, DATASET)).toBe(join(data, 'tenants', TENANT, 'datasets', DATASET));
    expect(() => datasetFolder(data, TENANT, '../../x')).toThrow('a storage path takes UUIDs only');
    expect(() => datasetFolder(data, '..', DATASET)).toThrow('a storage path takes UUIDs only');
  });

  it('writes and reads score files in folders that it makes', async () => {
    const { raw } = scoreFiles(data, TENANT, DATASET);

    await writeFloat64File(raw, new Float64Array([0.5, -1, Infinity]).subarray(1));

    expect(await readFloat64File(raw)).toEqual(new Float64Array([-1, Infinity]));
  });
});

describe('atomic writes', () => {
  it('leaves the old content and nothing else when a write fails', async () => {
    const path = join(data, 'folder');
    await writeFileAtomically(join(path, 'inner'), 'x');

    await expect(writeFileAtomically(path, 'y')).rejects.toThrow();

    expect(await readdir(data)).toEqual(['folder']);
    expect(await readdir(path)).toEqual(['inner']);
  });

  it('leaves neither draft nor target when the writing of a folder fails', async () => {
    const staging = join(data, 'staging');
    const target = join(data, 'target');
    const writing = writeFolderAtomically(staging, target, async (folder) => {
      await writeFile(join(folder, 'half'), 'x');
      throw new Error('disconnected');
    });

    await expect(writing).rejects.toThrow('disconnected');

    expect(await readdir(staging)).toEqual([]);
    expect(await readdir(data)).toEqual(['staging']);
  });

  it('shows a folder only when it is whole, and removes it whole', async () => {
    const staging = join(data, 'staging');
    const target = join(data, 'datasets', 'target');

    const seen = await writeFolderAtomically(staging, target, async (folder) => {
      await writeFile(join(folder, 'whole'), 'x');
      return await readdir(data);
    });
    expect(seen).toEqual(['staging']);
    expect(await readdir(target)).toEqual(['whole']);

    await removeFolderAtomically(staging, target);
    await removeFolderAtomically(staging, target);

    expect(await readdir(join(data, 'datasets'))).toEqual([]);
    expect(await readdir(staging)).toEqual([]);
  });
});
