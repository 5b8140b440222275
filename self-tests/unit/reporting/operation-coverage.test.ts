import { describe, expect, it } from 'vitest';
import { loadContract } from '../../../contract/contract.ts';
import { type Exclusion, loadExclusions } from '../../../contract/coverage-exclusions.ts';
import type { Operation } from '../../../contract/operations.ts';
import type { Traffic } from '../../../contract/traffic/traffic.ts';
import { coverageOf, describeCoverage, isEnough } from '../../../reporting/coverage/operation-coverage.ts';

const REASON = 'a reason that is long enough to be one';

function operation(id: string, statuses: number[]): Operation {
  return {
    id,
    method: 'GET',
    path: `/${id}`,
    pathParameters: [],
    queryParameters: [],
    requestBody: new Map(),
    responses: new Map(statuses.map((status) => [status, new Map()])),
  };
}

function seen(pairs: Record<string, number[]>): Traffic {
  const one = { count: 1, mediaTypes: {}, callers: {} };
  return Object.fromEntries(
    Object.entries(pairs).map(([id, statuses]) => [
      id,
      Object.fromEntries(statuses.map((status) => [status, one])),
    ]),
  );
}

const OPERATIONS = [operation('things.get', [200, 404]), operation('things.list', [200, 500])];

describe('the coverage of operations', () => {
  it('counts what was seen, and names what was not', () => {
    const coverage = coverageOf(OPERATIONS, seen({ 'things.get': [200] }), []);

    expect(coverage).toEqual({
      operations: { covered: 1, total: 2, missing: ['things.list'] },
      statuses: {
        covered: 1,
        total: 4,
        excluded: 0,
        missing: { 'things.get': [404], 'things.list': [200, 500] },
      },
      stale: [],
    });
    expect(describeCoverage(coverage)).toBe('1/2 operations, 1/4 documented statuses (25.0 %)');
    expect(isEnough(coverage)).toBe(false);
  });

  it('takes an operation that was only ever refused for not covered', () => {
    const { operations, statuses } = coverageOf(OPERATIONS, seen({ 'things.get': [404] }), []);

    expect(operations.covered).toBe(0);
    expect(statuses.covered).toBe(1);
  });

  it('does not count a status that nobody documents', () => {
    const { statuses } = coverageOf(OPERATIONS, seen({ 'things.get': [200, 404, 418] }), []);

    expect(statuses).toMatchObject({ covered: 2, total: 4 });
  });

  it('leaves out what is excluded, unless it was seen all the same', () => {
    const exclusions: Exclusion[] = [{ statuses: [500, 404], reason: REASON }];

    const { statuses } = coverageOf(
      OPERATIONS,
      seen({ 'things.get': [200, 404], 'things.list': [200] }),
      exclusions,
    );

    expect(statuses).toEqual({ covered: 3, total: 3, excluded: 1, missing: {} });
  });

  it.each<[string, Exclusion, string]>([
    ['a status that nobody documents', { statuses: [410], reason: REASON }, '410: no operation documents it'],
    [
      'an operation that does not document the status',
      { statuses: [500], operations: ['things.get'], reason: REASON },
      'things.get 500: is not documented',
    ],
    [
      'a pair that has been seen',
      { statuses: [404], operations: ['things.get'], reason: REASON },
      'things.get 404: has been seen',
    ],
  ])('fails on an exclusion of %s', (_case, exclusion, line) => {
    const all = seen({ 'things.get': [200, 404], 'things.list': [200, 500] });
    const coverage = coverageOf(OPERATIONS, all, [exclusion]);

    expect(coverage.stale).toEqual([line]);
    expect(isEnough(coverage)).toBe(false);
    expect(isEnough(coverageOf(OPERATIONS, all, []))).toBe(true);
  });

  it('needs 95 % of the pairs', () => {
    const statuses = Array.from({ length: 20 }, (_, index) => 200 + index);
    const enough = coverageOf([operation('a', statuses)], seen({ a: statuses.slice(1) }), []);
    const tooFew = coverageOf([operation('a', statuses)], seen({ a: statuses.slice(2) }), []);

    expect([isEnough(enough), isEnough(tooFew)]).toEqual([true, false]);
  });
});

describe('the exclusions of this repository', () => {
  it('are well-formed and about documented statuses', () => {
    expect(coverageOf(loadContract().operations, {}, loadExclusions()).stale).toEqual([]);
  });
});
