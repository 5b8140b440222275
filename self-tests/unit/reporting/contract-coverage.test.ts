import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../contract/operations.ts';
import { readPolicy } from '../../../contract/policy.ts';
import type { StatusTraffic } from '../../../contract/traffic/traffic.ts';
import { contractCoverageOf, isWhole, namesOf } from '../../../reporting/coverage/contract-coverage.ts';
import { contractCoveragePage } from '../../../reporting/coverage/contract-coverage-page.ts';
import { changeSince } from '../../../reporting/coverage/coverage-change.ts';

const JSON_TYPE = 'application/json';

function operation(id: string, responses: Record<number, string[]>): Operation {
  return {
    id,
    method: 'GET',
    path: `/${id}`,
    pathParameters: [],
    queryParameters: [],
    requestBody: new Map(),
    responses: new Map(
      Object.entries(responses).map(([status, types]) => [
        Number(status),
        new Map(types.map((type) => [type, {}])),
      ]),
    ),
  };
}

const operations = [
  operation('items.export', { 200: [JSON_TYPE, 'text/csv'], 403: [JSON_TYPE], 500: [JSON_TYPE] }),
  operation('system.live', { 204: [] }),
];
const policy = readPolicy(`operations:
  items.export: { access: member, roles: [owner, analyst], key: read, effect: read }
  system.live: { access: anonymous, effect: read }
`);
const exclusions = [{ statuses: [500], reason: 'no input makes the platform answer so' }];

const seen = (...callers: string[]): StatusTraffic => ({
  count: callers.length,
  mediaTypes: { [JSON_TYPE]: callers.length },
  callers: Object.fromEntries(callers.map((caller) => [caller, 1])),
});
const coverageOf = (traffic: Parameters<typeof contractCoverageOf>[1]) =>
  contractCoverageOf({ operations, policy }, traffic, exclusions);

describe('the coverage of a contract', () => {
  it('counts what the document and the policy promise', () => {
    const coverage = coverageOf({});

    expect(coverage).toMatchObject({
      operations: { covered: 0, total: 2 },
      // 500 is excluded.
      statuses: { covered: 0, total: 3 },
      // Owner, analyst and a key with the scope; anybody.
      allowed: { covered: 0, total: 4 },
      // Five roles, the operator, a key without the scope, nobody.
      denied: { covered: 0, total: 8 },
      mediaTypes: { covered: 0, total: 4 },
    });
    expect(namesOf(coverage, true)).toEqual([]);
    expect(namesOf(coverage, false)).toContain('items.export 200 text/csv');
    expect(namesOf(coverage, false)).not.toContain('items.export 500');
  });

  it('counts a caller that is let through by a success, and one that is refused by a refusal', () => {
    const names = namesOf(
      coverageOf({
        'items.export': {
          200: seen('owner, bearer', 'key (read, write), apiKey', 'provisioner, bearer'),
          401: seen('anonymous, bearer', 'viewer, bearer'),
          403: seen('sales, cookie', 'key (write), apiKey', 'analyst, bearer'),
          404: seen('analyst, bearer'),
        },
      }),
      true,
    );

    expect(names).toEqual([
      'items.export 200',
      'items.export 403',
      'items.export allowed for owner',
      'items.export denied to sales',
      'items.export allowed for key',
      'items.export denied to key without scope',
      'items.export denied to anonymous',
      `items.export 200 ${JSON_TYPE}`,
      `items.export 403 ${JSON_TYPE}`,
    ]);
  });

  it('does not count a role that gets in where it must not as refused', () => {
    const names = namesOf(coverageOf({ 'items.export': { 200: seen('viewer, bearer') } }), true);

    expect(names).not.toContain('items.export denied to viewer');
    expect(names).toContain('items.export 200');
  });

  it('knows an operation of which nothing is missing', () => {
    const none = { count: 1, mediaTypes: { none: 1 }, callers: { 'anonymous, none': 1 } };
    const { facts } = coverageOf({ 'system.live': { 204: none } });

    expect(facts.map((each) => [each.id, isWhole(each)])).toEqual([
      ['items.export', false],
      ['system.live', true],
    ]);
  });
});

describe('the change of coverage', () => {
  const run = (runId: string, scope: string, covered?: string[]) => ({
    runId,
    scope,
    startedAt: '2026-11-22T00:00:00.000Z',
    ...(covered === undefined ? {} : { covered }),
  });

  it('is held against the last run of the same tests', () => {
    const runs = [
      run('a', 'whole', ['x']),
      run('b', 'whole', ['x', 'y']),
      run('c', 'part', ['z']),
      run('d', 'whole'),
    ];

    expect(changeSince(runs, 'whole', ['y', 'w'])).toEqual({
      since: { runId: 'b', startedAt: '2026-11-22T00:00:00.000Z' },
      gained: ['w'],
      lost: ['x'],
    });
  });

  it('is unknown without one', () => {
    expect(changeSince([run('c', 'part', ['z'])], 'whole', ['y'])).toBeNull();
  });
});

describe('the page of the coverage of a contract', () => {
  it('names what is missing, and takes no name for markup', () => {
    const coverage = coverageOf({ 'items.export': { 200: seen('owner, bearer') } });
    const page = contractCoveragePage({
      version: 1,
      runId: 'r1',
      target: '<b>assay</b>',
      endedAt: '2026-11-22T12:00:00.000Z',
      isPart: true,
      coverage,
      covered: namesOf(coverage, true),
      missing: namesOf(coverage, false),
      change: { since: { runId: 'r0', startedAt: '2026-11-21T12:00:00.000Z' }, gained: [], lost: ['a <i>'] },
    });

    expect(page).toContain('items.export denied to viewer');
    expect(page).toMatch(/those with something missing\s+\(2\)/);
    expect(page).toContain('a part of the suite only');
    expect(page).toContain('a &#60;i&#62;');
    expect(page).not.toMatch(/<b>assay|<script|https?:\/\//);
  });
});
