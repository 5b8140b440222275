import { describe, expect, test } from 'vitest';
import { detectionOf } from '../../../sabotage/prove/detection.ts';
import { outcomesIn } from '../../../sabotage/prove/vitest-results.ts';

/** The JSON that Vitest writes of one file. */
const resultsOf = (file: { status: string; message?: string; assertionResults: object[] }) => ({
  testResults: [{ name: '/root/tests/a.test.ts', ...file }],
});
const failing = (message: string) =>
  resultsOf({
    status: 'failed',
    assertionResults: [{ fullName: 'a sum', status: 'failed', duration: 3, failureMessages: [message] }],
  });
const verdictsIn = (json: object) => outcomesIn(json, '/root').map((outcome) => detectionOf(outcome).verdict);

describe('The outcomes of unit tests', () => {
  test('name the file and the test', () => {
    expect(outcomesIn(failing('AssertionError: expected 1 to be 2'), '/root')).toEqual([
      {
        test: 'vitest | tests/a.test.ts | a sum',
        repetition: 0,
        status: 'failed',
        durationMs: 3,
        errors: ['AssertionError: expected 1 to be 2'],
      },
    ]);
  });

  test.each([
    ['AssertionError: expected 1 to be 2', 'seen'],
    ['Error: Test timed out in 60000ms.', 'timed out'],
    ['Error: STACK_TRACE_ERROR\n    at task (chunk.js:1:1)', 'timed out'],
    ['TypeError: rows is not iterable', 'crashed'],
  ])('where a test says "%s" are %s', (message, verdict) => {
    expect(verdictsIn(failing(message))).toEqual([verdict]);
  });

  test('where hooks fail, so that no test is run, are a crash, and nothing that was left out counts', () => {
    const skipped = { fullName: 'a sum', status: 'skipped' };

    expect(verdictsIn(resultsOf({ status: 'failed', assertionResults: [skipped] }))).toEqual(['crashed']);
    expect(verdictsIn(resultsOf({ status: 'passed', assertionResults: [skipped] }))).toEqual([]);
  });
});
