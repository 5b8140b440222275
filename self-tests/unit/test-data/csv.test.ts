import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv, toJsonLines } from '../../../test-data/csv.ts';
import { refusedFiles } from '../../../test-data/datasets/refused.ts';
import { unusualFiles } from '../../../test-data/datasets/unusual.ts';
import { labelledTable } from '../../../test-data/labelled-table.ts';

/** A small reader of RFC 4180, to read back what the writer wrote. */
function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let rest = text;
  while (rest !== '') {
    const field = /^(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/.exec(rest);
    if (field === null) throw new Error(`no CSV field at ${rest.slice(0, 20)}`);
    record.push(field[1]?.replaceAll('""', '"') ?? field[2] ?? '');
    if (field[3] === '\n') {
      records.push(record);
      record = [];
    }
    rest = rest.slice(field[0].length);
  }
  return records;
}

describe('toCsv', () => {
  it('writes what a reader of RFC 4180 reads back, whatever the cells hold', () => {
    const cells = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'ö') });
    fc.assert(
      fc.property(fc.array(fc.tuple(cells, cells)), (rows) => {
        expect(readCsv(toCsv({ columns: ['a', 'b'], rows }))).toEqual([['a', 'b'], ...rows]);
      }),
    );
  });

  it('leaves a missing cell empty and puts the labels last', () => {
    const table = {
      columns: ['a', 'b'],
      rows: [[1, null]],
      labels: [1 as const],
      labelColumn: 'label' as const,
    };

    expect(toCsv(table)).toBe('a,b,label\n1,,1\n');
    expect(toJsonLines(table)).toBe('{"a":1,"b":null,"label":1}\n');
  });

  it('writes numbers that read back as the same numbers', () => {
    const table = labelledTable({ seed: 3, rows: 200 });

    const read = readCsv(toCsv(table)).slice(1);

    expect(read.map((row) => row.slice(0, 5).map(Number))).toEqual(table.rows);
  });
});

describe('dataset files', () => {
  it('name the line of their fault, and it is there', () => {
    const withLine = Object.values(refusedFiles).filter(({ line }) => line !== null);

    expect(withLine.length).toBeGreaterThan(5);
    expect(
      withLine.filter(({ line, content }) => (line ?? 0) > content.toString().split('\n').length),
    ).toEqual([]);
  });

  it('say for each unusual file what must be read from it', () => {
    expect(
      Object.values(unusualFiles).filter(({ columns, rows }) =>
        rows.some((row) => row.length !== columns.length),
      ),
    ).toEqual([]);
    expect(unusualFiles.byteOrderMark.content.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(refusedFiles.utf16.content.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]));
  });
});
