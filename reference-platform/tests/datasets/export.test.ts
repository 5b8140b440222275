import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportCsv, exportFileName } from '../../src/control/datasets/export.ts';
import { ingest } from '../../src/control/datasets/ingest/ingest.ts';
import { openDataset } from '../../src/storage/index.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function roundTrip(csv: string): Promise<string> {
  await ingest(Readable.from([Buffer.from(csv)]), folder, {
    format: 'csv',
    labelColumn: null,
    timeColumn: null,
  });
  let text = '';
  for await (const piece of exportCsv(await openDataset(folder))) text += piece;
  return text;
}

describe('the export of a dataset', () => {
  it('gives plain data back as it came', async () => {
    const csv =
      'n,s,b,t\n-1.5,x,true,2026-11-21T08:00:00.000Z\n,,,\n2,"a,""b""\nc",false,1970-01-01T00:00:00.000Z\n';

    expect(await roundTrip(csv)).toBe(csv);
  });

  it.each(['=1+1', '+1x', '-x', '@SUM(A1)'])('puts an apostrophe before the text %s', async (text) => {
    expect(await roundTrip(`s\n${text}\nx\n`)).toBe(`s\n'${text}\nx\n`);
  });

  it.each(['\tx', '\r=1'])('puts an apostrophe before the text %j', async (text) => {
    expect(await roundTrip(`s\n"${text}"\nx\n`)).toMatch(`'${text}`);
  });

  it('puts an apostrophe before a column name that a spreadsheet would run', async () => {
    expect(await roundTrip('=A1,b\n1,2\n')).toBe("'=A1,b\n1,2\n");
  });

  it('leaves negative numbers alone, unless they are texts of a string column', async () => {
    expect(await roundTrip('n,s\n-1,-1\n-2,x\n')).toBe("n,s\n-1,'-1\n-2,x\n");
  });

  it('has every row of a dataset longer than a batch', async () => {
    const csv = `a,s\n${Array.from({ length: 1500 }, (_, row) => `${row},r${row}\n`).join('')}`;

    expect(await roundTrip(csv)).toBe(csv);
  });

  it.each([
    ['Sensor data', 'Sensor_data.csv'],
    ['already.csv', 'already.csv'],
    ['../../etc/passwd', 'etc_passwd.csv'],
    ['a"\r\nSet-Cookie: x', 'a_Set-Cookie_x.csv'],
    ['данные', 'dataset.csv'],
  ])('names the file of %j %s', (name, file) => {
    expect(exportFileName(name)).toBe(file);
  });
});
