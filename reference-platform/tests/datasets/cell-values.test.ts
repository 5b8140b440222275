import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { booleanOf, numberOf, timeOf } from '../../src/control/datasets/ingest/cell-values.ts';

function number(text: string): number {
  const bytes = Buffer.from(text);
  return numberOf(bytes, 0, bytes.length);
}

describe('the values of cells', () => {
  it('reads every float64 exactly as Number does', () => {
    fc.assert(
      fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (value) => {
        expect(number(String(value))).toBe(Number(String(value)));
      }),
      { numRuns: 2000 },
    );
  });

  it('rounds decimals of any length exactly as Number does', () => {
    const digits = fc.stringMatching(/^[0-9]{1,25}$/);
    fc.assert(
      fc.property(digits, digits, fc.constantFrom('', '-', '+'), (whole, fraction, sign) => {
        const text = `${sign}${whole}.${fraction}`;
        expect(number(text)).toBe(Number(text));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['.5', '5.', '-0', '+7', '1e5', '1E-5', '007'])('takes %s as a number', (text) => {
    expect(number(text)).toBe(Number(text));
  });

  it.each([
    '',
    '.',
    '-',
    'e5',
    '1e',
    '1e+',
    '1e999',
    '0x10',
    'NaN',
    'Infinity',
    '1,5',
    ' 1',
    '1 ',
    '1_000',
    '1.2.3',
  ])('does not take %j as a number', (text) => {
    expect(number(text)).toBeNaN();
  });

  it.each([
    ['true', 1],
    ['FALSE', 0],
    ['True', 1],
    ['yes', NaN],
    ['truer', NaN],
  ])('takes %s as the boolean %d', (text, value) => {
    const bytes = Buffer.from(text);
    expect(booleanOf(bytes, 0, bytes.length)).toBe(value);
  });

  it.each([
    ['2026-11-21', Date.UTC(2026, 10, 21)],
    ['2026-11-21T08:00', Date.UTC(2026, 10, 21, 8)],
    ['2026-11-21T08:00:01.5Z', Date.UTC(2026, 10, 21, 8, 0, 1, 500)],
    ['2026-11-21 08:00:01.123456789+02:00', Date.UTC(2026, 10, 21, 6, 0, 1, 123)],
    ['2026-11-21T08:00-0130', Date.UTC(2026, 10, 21, 9, 30)],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
  ])('takes %s as a time', (text, time) => {
    expect(timeOf(text)).toBe(time);
  });

  it.each([
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-11-21T24:00',
    '2026-11-21T08',
    '21.11.2026',
    '2026',
    'x2026-11-21',
  ])('does not take %s as a time', (text) => {
    expect(timeOf(text)).toBeNaN();
  });
});
