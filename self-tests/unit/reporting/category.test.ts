import { describe, expect, it } from 'vitest';
import allure from '../../../allurerc.mjs';
import { BUDGET_EXCEEDED } from '../../../load/budgets/annotations.ts';
import { type Attempt, CATEGORIES, categoryOf } from '../../../reporting/run/category.ts';

function failed(message: string, rest: Partial<Attempt> = {}): Attempt {
  return { status: 'failed', errors: [{ message }], annotations: [], ...rest };
}

describe('the category of a failure', () => {
  it.each([
    ['Error: GET /datasets as viewer of alpha → 500\nexpected to succeed with 200', 'Product defect'],
    ['ContractViolation: GET /datasets → 200: items.0.id', 'Product defect'],
    [
      'The passive oracles object:\nGET /x → 200 (as viewer) lacks a header [oracle: headers]',
      'Product defect',
    ],
    ['The passive oracles object:\nGET /x → 200 (as viewer) shows cnry… [oracle: canary]', 'Leak'],
    ['The passive oracles object:\nGET /x → 200 (as viewer) a token [oracle: disclosure]', 'Leak'],
    ['\u001b[31mTypeError\u001b[39m: cannot read properties of undefined', 'Test defect'],
    ['locator.click: Error: strict mode violation: getByRole(…) resolved to 2 elements', 'Test defect'],
    ['Error: How fast is it?\nnot valid: p99 of the arrivals started 33 ms late', 'Test defect'],
    ['Error: unknown tag @fast: see config/tags.ts', 'Test defect'],
    ['TypeError: fetch failed\n  [cause]: connect ECONNREFUSED 127.0.0.1:1', 'Target unreachable'],
    ['page.goto: net::ERR_CONNECTION_REFUSED', 'Target unreachable'],
  ] as const)('%j is “%s”', (message, category) => {
    expect(categoryOf(failed(message), false)).toBe(category);
  });

  it('is told by any of its errors, and without colours', () => {
    const errors = [
      { message: 'expected 1' },
      { message: 'The passive oracles object:\n… [oracle: canary]' },
    ];

    expect(categoryOf(failed('', { errors }), false)).toBe('Leak');
  });

  it('is told by what has caused an error', () => {
    const errors = [
      { message: 'TypeError: fetch failed', cause: { message: 'connect ECONNREFUSED 127.0.0.1:9' } },
    ];

    expect(categoryOf(failed('', { errors }), false)).toBe('Target unreachable');
  });

  it('is an exceeded budget where the test has noted one', () => {
    const annotations = [{ type: BUDGET_EXCEEDED, description: 'p95 300 ms, at most 200 ms' }];

    expect(categoryOf(failed('Error: listing keeps its budgets', { annotations }), false)).toBe(
      'Budget exceeded',
    );
  });

  it('is a time-out only where nothing else says more', () => {
    expect(categoryOf(failed('Test timeout of 3000ms exceeded.', { status: 'timedOut' }), false)).toBe(
      'Out of time',
    );
  });

  it('is the quarantine, whatever it failed by', () => {
    expect(categoryOf(failed('ECONNREFUSED'), true)).toBe('Quarantined');
  });
});

describe('the report', () => {
  it('has a category of each of these names, in this order', () => {
    expect(allure.categories.rules.map(({ name }) => name)).toEqual(CATEGORIES);
  });
});
