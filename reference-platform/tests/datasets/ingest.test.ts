import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IngestOptions, IngestResult } from '../../src/control/datasets/ingest/ingest.ts';
import { ingest } from '../../src/control/datasets/ingest/ingest.ts';
import type { CellValue } from '../../src/storage/index.ts';
import { openDataset } from '../../src/storage/index.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ingest-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function take(text: string, options: Partial<IngestOptions> = {}, size = 7): Promise<IngestResult> {
  const bytes = Buffer.from(text);
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += size)
      yield await Promise.resolve(bytes.subarray(at, at + size));
  }
  return await ingest(chunks(), folder, { format: 'csv', labelColumn: null, timeColumn: null, ...options });
}

async function cells(): Promise<Record<string, CellValue[]>> {
  const dataset = await openDataset(folder);
  const entries = dataset.columns.map(
    async ({ name }) => [name, await dataset.readCells(name, 0, dataset.rowCount)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

describe('taking a file in', () => {
  it('finds the type and the missing cells of each column', async () => {
    const { index } = await take(
      'n,s,b,t,e\n1,x,true,2026-11-21,\n,,,,\n-2.5,"a,""b""\nc",False,2026-11-21T08:00:00Z,\n',
    );

    expect(index).toEqual({
      formatVersion: 1,
      rowCount: 3,
      labelColumn: null,
      timeColumn: null,
      columns: [
        { name: 'n', type: 'number', missing: 1 },
        { name: 's', type: 'string', missing: 1 },
        { name: 'b', type: 'boolean', missing: 1 },
        { name: 't', type: 'datetime', missing: 1 },
        { name: 'e', type: 'string', missing: 3 },
      ],
    });
    expect(await cells()).toEqual({
      n: [1, null, -2.5],
      s: ['x', null, 'a,"b"\nc'],
      b: [true, null, false],
      t: ['2026-11-21T00:00:00.000Z', null, '2026-11-21T08:00:00.000Z'],
      e: [null, null, null],
    });
  });

  it.each([
    ['a number column', '007', 'x'],
    ['a boolean column', 'TRUE', '1'],
    ['a datetime column', '2026-11-21', '5'],
    ['a number column that meets a boolean', '1', 'true'],
  ])('makes %s a string column on its first other cell, with the text as sent', async (_, first, last) => {
    const { index } = await take(`k,v\n1,\n2,${first}\n3,${last}\n4,\n5,${first}\n`);

    expect(index.columns).toEqual([
      { name: 'k', type: 'number', missing: 0 },
      { name: 'v', type: 'string', missing: 2 },
    ]);
    expect(await cells()).toEqual({ k: [1, 2, 3, 4, 5], v: [null, first, last, null, first] });
  });

  it('keeps each cell of a column longer than the write buffers', async () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => `${row},s${row},${row === 19_999 ? 'x' : row}`);

    await take(`a,b,c\n${rows.join('\n')}`, {}, 65_536);

    const { a = [], b = [], c = [] } = await cells();
    expect(a).toEqual(Array.from({ length: 20_000 }, (_, row) => row));
    expect(b).toEqual(Array.from({ length: 20_000 }, (_, row) => `s${row}`));
    expect(c.slice(-2)).toEqual(['19998', 'x']);
    expect(c).toHaveLength(20_000);
  });

  it('gives the size and digest of the file as sent and leaves only column files', async () => {
    const text = '\ufeffa,b\r\n1,x\r\n';

    const { sizeBytes, sha256 } = await take(text);

    expect(sizeBytes).toBe(13);
    expect(sha256).toBe(createHash('sha256').update(text).digest('hex'));
    expect((await readdir(folder)).sort()).toEqual(['0.f64', '1.nul', '1.off', '1.str', 'columns.json']);
  });

  it('makes a column for each key of JSON lines, missing where a line does not have it', async () => {
    const { index } = await take('{"a":1,"s":"5"}\n{"b":true,"a":null}\n{"a":2,"t":"2026-11-21","s":""}', {
      format: 'jsonl',
    });

    expect(index.columns).toEqual([
      { name: 'a', type: 'number', missing: 1 },
      { name: 's', type: 'string', missing: 2 },
      { name: 'b', type: 'boolean', missing: 2 },
      { name: 't', type: 'datetime', missing: 2 },
    ]);
    expect(await cells()).toEqual({
      a: [1, null, 2],
      s: ['5', null, null],
      b: [null, true, null],
      t: [null, null, '2026-11-21T00:00:00.000Z'],
    });
  });

  it('makes a JSON column of mixed values a string column', async () => {
    await take('{"v":1.50}\n{"v":"x"}\n{"v":false}\n{"w":1}\n', { format: 'jsonl' });

    expect(await cells()).toEqual({ v: ['1.5', 'x', 'false', null], w: [null, null, null, 1] });
  });

  it.each([
    ['an empty file', '', 'line 1: no header'],
    ['a header alone', 'a,b\n', 'line 2: no rows'],
    ['a row too short', 'a,b\n1,2\n3\n', 'line 3: 1 cells where the header has 2'],
    ['a row too long', 'a,b\n1,2,3\n', 'line 2: 3 cells where the header has 2'],
    ['a blank line', 'a,b\n1,2\n\n3,4\n', 'line 3: 1 cells where the header has 2'],
    ['a column name twice', 'a,b,a\n1,2,3\n', 'line 1: the column name "a" occurs twice'],
    ['an empty column name', 'a,,b\n1,2,3\n', 'line 1: column 2 has an empty name'],
    [
      '201 columns',
      `${Array.from({ length: 201 }, (_, i) => `c${i}`).join(',')}\n`,
      'line 1: more than 200 columns',
    ],
  ])('refuses %s', async (_, text, detail) => {
    await expect(take(text)).rejects.toMatchObject({ pointer: '/file', detail });
  });

  it.each([
    ['an array', '{"a":1}\n[1]\n', 'line 2: no JSON object'],
    ['a nested object', '{"a":1}\n{"a":{}}\n', 'line 2: an object that is not flat'],
    ['text that is not JSON', '{"a":1}\n{"a":2}\n{a:3}\n', 'line 3: not JSON'],
    ['an empty key', '{"":1}\n', 'line 1: column 1 has an empty name'],
    ['half a character as a name', '{"\\ud800":1}\n', 'line 1: a column name is not text'],
    ['a number too large', '{"a":1e999}\n', 'line 1: a number beyond the range of float64'],
    ['no lines', '', 'line 1: no rows'],
    ['objects without keys', '{}\n{}\n', 'line 1: no columns'],
  ])('refuses JSON lines with %s', async (_, text, detail) => {
    await expect(take(text, { format: 'jsonl' })).rejects.toMatchObject({ pointer: '/file', detail });
  });

  it.each([
    ['csv', 'a,y\n1,0\n2,1\n'],
    ['csv', 'a,y\n1,true\n2,false\n'],
    ['jsonl', '{"a":1,"y":0}\n{"a":2,"y":1}\n'],
    ['jsonl', '{"a":1,"y":false}\n{"a":2,"y":true}\n'],
  ] as const)('takes a label column of 0 and 1 or booleans (%s)', async (format, text) => {
    const { index } = await take(text, { format, labelColumn: 'y' });

    expect(index.labelColumn).toBe('y');
    expect(await (await openDataset(folder)).readLabels()).toHaveLength(2);
  });

  it.each([
    ['csv', 'a,y\n1,0\n2,2\n', 3],
    ['csv', 'a,y\n1,\n2,1\n', 2],
    ['csv', 'a,y\n1,0\n2,true\n', 3],
    ['csv', 'a,y\n1,x\n', 2],
    ['jsonl', '{"a":1,"y":0}\n{"a":2}\n', 2],
    ['jsonl', '{"a":1,"y":"1"}\n', 1],
  ] as const)('refuses a label that is neither 0 nor 1 (%s %j)', async (format, text, line) => {
    await expect(take(text, { format, labelColumn: 'y' })).rejects.toMatchObject({
      pointer: '/labelColumn',
      detail: `line ${line}: column "y" must be 0/1 or true/false`,
    });
  });

  it.each([
    ['csv', 'labelColumn', 'a\n1\n'],
    ['csv', 'timeColumn', 'a\n1\n'],
    ['jsonl', 'labelColumn', '{"a":1}\n'],
    ['jsonl', 'timeColumn', '{"a":1}\n'],
  ] as const)('refuses, in %s, a %s that does not exist', async (format, role, text) => {
    await expect(take(text, { format, [role]: 'nope' })).rejects.toMatchObject({ pointer: `/${role}` });
  });

  it('refuses a time column that holds no times', async () => {
    await expect(take('a,t\n1,noon\n', { timeColumn: 't' })).rejects.toMatchObject({
      pointer: '/timeColumn',
    });
  });
});
