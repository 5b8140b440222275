import { describe, expect, test } from 'vitest';
import { detectionOf } from '../../../sabotage/prove/detection.ts';
import { verdictOf } from '../../../sabotage/prove/trial.ts';

describe('What a test made of a defect', () => {
  test.each([
    ['Error: expect(received).toEqual(expected) // deep equality', 'expect: toEqual'],
    [
      'The passive oracles object:\nGET /x → 200 (as owner) lacks the header etag [oracle: headers]',
      'passive: headers',
    ],
    ['expected to succeed with 200, got 403', 'refused answer'],
    ['AssertionError: expected 0.75 to be 0.875 // Object.is equality', 'unit test'],
    ['  side effect   viewer by bearer: the dataset has changed', 'matrix: side effect'],
  ])('is seen where a check has thrown: %s', (error, oracle) => {
    expect(detectionOf({ status: 'failed', errors: [error] })).toEqual({ verdict: 'seen', oracle });
  });

  test.each([
    "TypeError: Cannot read properties of null (reading 'id')",
    'Error: read ECONNRESET',
    'SocketError: other side closed',
    'AbortError: The operation was aborted',
    'POST /datasets: expected to succeed with 201\n→ 503 {"type":"urn:problem:unavailable"}',
    'no test was run: Error: Transform failed with 1 error',
  ])('is only a crash where no check has: %s', (error) => {
    expect(detectionOf({ status: 'failed', errors: [error] })).toEqual({ verdict: 'crashed' });
  });

  test('counts a time-out apart', () => {
    expect(detectionOf({ status: 'timedOut', errors: ['Test timeout of 30000ms exceeded.'] })).toEqual({
      verdict: 'timed out',
    });
  });

  test.each([
    [['not seen', 'seen'], 'killed'],
    [['not seen', 'crashed'], 'crashed'],
    [['not seen', 'timed out'], 'timed out'],
    [['not seen', 'not run'], 'survived'],
    [['not run'], 'unreached'],
    [[], 'unreached'],
  ] as const)('by all tests, %j is %s', (verdicts, verdict) => {
    expect(verdictOf(verdicts.map((met) => ({ verdict: met })))).toBe(verdict);
  });
});
