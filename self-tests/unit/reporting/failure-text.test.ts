import { describe, expect, it } from 'vitest';
import { errorText } from '../../../reporting/run/failure-text.ts';
import { describeTotals } from '../../../reporting/run/totals.ts';

describe('an error on the terminal', () => {
  it('is its line alone for a refusal', () => {
    expect(errorText({ message: 'Refusal: nothing listens there', stack: 'nothing listens there' })).toBe(
      'nothing listens there',
    );
  });

  it('is message, code and place for a failed assertion, without colours', () => {
    const text = errorText({
      message: '\u001b[31mError: expected 1\u001b[39m',
      stack: 'Error: expected 1\n    at /x/a.spec.ts:3:4',
      snippet: '> 3 | expect(2).toBe(1)',
      location: { file: `${process.cwd()}/tests/a.spec.ts`, line: 3, column: 4 },
    });

    expect(text).toBe('Error: expected 1\n\n> 3 | expect(2).toBe(1)\n\nat tests/a.spec.ts:3:4');
  });
});

describe('totals', () => {
  it('always name passed and failed, and the rest only where there is any', () => {
    expect(describeTotals({ passed: 3, failed: 0, flaky: 0, skipped: 0, interrupted: 0 })).toBe(
      '3 passed, 0 failed',
    );
    expect(describeTotals({ passed: 3, failed: 1, flaky: 1, skipped: 2, interrupted: 4 })).toBe(
      '3 passed, 1 failed, 1 flaky, 2 skipped, 4 not run',
    );
  });
});
