import type { Cell } from '../table.ts';

/** A file out of the ordinary that a target must take, with the columns and rows that it must read from it. */
export interface UnusualFile {
  name: string;
  contentType: string;
  content: Buffer;
  columns: string[];
  rows: Cell[][];
}

function csv(content: string, columns: string[], rows: Cell[][]): UnusualFile {
  return { name: 'table.csv', contentType: 'text/csv', content: Buffer.from(content), columns, rows };
}

/** Cells that a spreadsheet would run as a formula; the last is an honest one. */
export const formulaCells = ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\tTAB', '\rCR', 'plain'];

export const unusualFiles = {
  byteOrderMark: csv(
    '\ufeffa,b\n1,2\n3,4\n',
    ['a', 'b'],
    [
      [1, 2],
      [3, 4],
    ],
  ),
  windowsLineEnds: csv(
    'a,b\r\n1,2\r\n3,4\r\n',
    ['a', 'b'],
    [
      [1, 2],
      [3, 4],
    ],
  ),
  noLastLineEnd: csv(
    'a,b\n1,2\n3,4',
    ['a', 'b'],
    [
      [1, 2],
      [3, 4],
    ],
  ),
  quotes: csv(
    'a,"b, c"\n1,"say ""yes"""\n2,"two\nlines"\n',
    ['a', 'b, c'],
    [
      [1, 'say "yes"'],
      [2, 'two\nlines'],
    ],
  ),
  beyondAscii: csv(
    'größe,名前\n1,Łódź\n2,🙂\n',
    ['größe', '名前'],
    [
      [1, 'Łódź'],
      [2, '🙂'],
    ],
  ),
  missingCells: csv(
    'a,b\n1,\n,x\n3,y\n',
    ['a', 'b'],
    [
      [1, null],
      [null, 'x'],
      [3, 'y'],
    ],
  ),
  formulas: csv(
    `n,=cmd\n${formulaCells.map((cell, index) => `${index},"${cell}"\n`).join('')}`,
    ['n', '=cmd'],
    formulaCells.map((cell, index) => [index, cell]),
  ),
} satisfies Record<string, UnusualFile>;
