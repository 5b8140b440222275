import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDatasetFile } from '../../../test-data/dataset-file.ts';

const TEN_ROWS = Array.from({ length: 10 }, (_, row) => `${row},"name, ${row}",\n`).join('');

describe('A dataset file', () => {
  let folder: string;
  const file = (content: string | Buffer) => {
    const name = path.join(folder, 'own.csv');
    writeFileSync(name, content);
    return name;
  };
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'dataset-file-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is known by its columns, rows and the columns of numbers', () => {
    const read = readDatasetFile(file(`\uFEFFvalue,name,empty\n${TEN_ROWS}`));

    expect(read).toMatchObject({
      name: 'own.csv',
      columns: ['value', 'name', 'empty'],
      rowCount: 10,
      numericColumns: ['value'],
    });
  });

  test.each([
    ['a ragged row', `a,b\n1\n`, /is no CSV \(.*line 2/],
    ['too few rows', 'a\n1\n', /has 1 rows;/],
    ['no numbers', `a\n${'x\n'.repeat(10)}`, /has no column of numbers;/],
    ['nothing', '', /has 0 rows;/],
  ])('with %s is refused in one line', (_, content, line) => {
    const read = () => readDatasetFile(file(content));

    expect(read).toThrow(line);
    expect(read).toThrow(/^DATASET_FILE .*own\.csv: [^\n]*$/);
  });

  test('that is not there is refused in one line', () => {
    expect(() => readDatasetFile(path.join(folder, 'none.csv'))).toThrow(
      /none\.csv: cannot be read \(ENOENT\);/,
    );
  });
});
