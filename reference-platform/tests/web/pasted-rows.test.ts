import { describe, expect, it } from 'vitest';
import { readPastedRows } from '../../src/web/pages/detectors/pasted-rows.ts';

describe('rows pasted for scoring', () => {
  it('are numbers between commas, with nothing for a missing value', () => {
    expect(readPastedRows('1, 2.5\n-3,\n', ['a', 'b'])).toEqual({
      columns: null,
      rows: [
        [1, 2.5],
        [-3, null],
      ],
    });
  });

  it('may be separated by tabs and headed by column names', () => {
    expect(readPastedRows('b\ta\r\n1\t2\r\n', ['a', 'b'])).toEqual({ columns: ['b', 'a'], rows: [[1, 2]] });
  });

  it('may hold times, as milliseconds since 1970', () => {
    expect(readPastedRows('2026-01-01T00:00:00Z,5', ['at', 'load'])).toEqual({
      columns: null,
      rows: [[Date.UTC(2026, 0, 1), 5]],
    });
  });

  it.each([
    ['', 'Paste at least one row.'],
    ['a,b', 'Paste at least one row below the column names.'],
    ['1,2\n1', 'Row 2: 1 values instead of 2.'],
    ['1,2\n1,x', 'Row 2: “x” is not a number.'],
    ['2026-13-01,2', 'Row 1: “2026-13-01” is not a number.'],
    ['1,Infinity', 'Row 1: “Infinity” is not a number.'],
  ])('are refused with the place of the fault: %j', (text, message) => {
    expect(readPastedRows(text, ['a', 'b'])).toBe(message);
  });
});
