import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvReader } from '../../src/control/datasets/ingest/csv-reader.ts';
import { MAX_RECORD_BYTES } from '../../src/control/datasets/ingest/line-buffer.ts';

interface Row {
  line: number;
  cells: string[];
}

/** Reads `bytes` in chunks of `size` bytes. */
function read(bytes: Buffer, size = bytes.length || 1): Row[] {
  const rows: Row[] = [];
  const reader = new CsvReader(({ bytes: text, starts, ends, count, line }) => {
    const cells = Array.from({ length: count }, (_, i) =>
      text.toString('utf8', starts[i] ?? 0, ends[i] ?? 0),
    );
    rows.push({ line, cells });
  });
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  reader.end();
  return rows;
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

describe('the CSV reader', () => {
  it('reads what a well-kept parser reads, however the bytes are cut into chunks', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('', '"', ',', '\n', '\r\n', 'é', '🙂', '-1.5e3'));
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      );
    const layout = fc.record({ table, lineBreak: fc.constantFrom('\n', '\r\n'), last: fc.boolean() });
    fc.assert(
      fc.property(layout, fc.integer({ min: 1, max: 9 }), ({ table: rows, lineBreak, last }, size) => {
        const text = rows.map((row) => row.map(quoted).join(',')).join(lineBreak) + (last ? lineBreak : '');
        fc.pre(!text.includes('\0'));
        const bytes = Buffer.from(text);
        const expected: unknown = parse(bytes, { bom: true, record_delimiter: lineBreak });
        expect(read(bytes, size).map((row) => row.cells)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('gives each record the line on which it begins', () => {
    expect(read(Buffer.from('a,b\n"x\ny",1\r\n2,3'), 1)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x\ny', '1'] },
      { line: 4, cells: ['2', '3'] },
    ]);
  });

  it('drops a byte order mark that comes in two chunks', () => {
    expect(read(Buffer.from('\ufeffa\n1\n'), 2)).toEqual([
      { line: 1, cells: ['a'] },
      { line: 2, cells: ['1'] },
    ]);
  });

  it('reads nothing from an empty file', () => {
    expect(read(Buffer.alloc(0))).toEqual([]);
  });

  it.each([
    ['text after a closing quote', 'a\n"x"y\n', 'line 2: a quote in the wrong place'],
    ['a quote inside an unquoted cell', 'a\n1\nx"y\n', 'line 3: a quote in the wrong place'],
    ['a quote that is never closed', 'a\n1\n"xyz\n2\n', 'line 3: a quote is not closed'],
    ['a carriage return alone', 'a\n1\r2\n', 'line 2: a carriage return without a line feed'],
    ['a NUL byte', 'a\n1\n2\0\n', 'line 3: a NUL byte'],
  ])('refuses %s with its line', (_, text, detail) => {
    expect(() => read(Buffer.from(text))).toThrow(detail);
    expect(() => read(Buffer.from(text), 1)).toThrow(detail);
  });

  it('refuses bytes that are not UTF-8 with their line', () => {
    const bytes = Buffer.concat([Buffer.from('a\né\n'), Buffer.from([0xff, 0x0a])]);

    expect(() => read(bytes)).toThrow('line 3: not UTF-8 text');
    expect(() => read(bytes, 1)).toThrow('line 3: not UTF-8 text');
  });

  it('refuses a record longer than the limit, so that it cannot fill the memory', () => {
    const reader = new CsvReader(() => undefined);
    reader.push(Buffer.from('a\n"'));

    expect(() => reader.push(Buffer.alloc(MAX_RECORD_BYTES + 1, 'x'))).toThrow(
      'line 2: a record is longer than',
    );
  });
});
