import { describe, expect, it } from 'vitest';
import { readAsvs } from '../../../contract/asvs.ts';
import { loadSecurityChecks, type SecurityCheck } from '../../../contract/security-checks.ts';
import { groupOf, groupTitles, riskTitles } from '../../../reporting/security/catalogue-titles.ts';
import { isPartOfSuite } from '../../../reporting/run/part-of-suite.ts';
import {
  type ClaimEnd,
  type ClaimingTest,
  describeSecurity,
  securityCoverageOf,
} from '../../../reporting/security/security-coverage.ts';

const ASVS = readAsvs(`chapters:
  V1: { title: One, sections: { V1.1: [1, 2] } }
  V2: { title: Two, sections: { V2.1: [1, 3] } }`);

function check(id: string, change: Partial<SecurityCheck> = {}): [string, SecurityCheck] {
  return [id, { id, title: `title of ${id}`, priority: 'P0', asvs: [], api: ['API1'], ...change }];
}

const CHECKS = new Map([
  check('AZF-01'),
  check('AZF-02'),
  check('AZO-01', { waits: 'there are no payments' }),
  check('AZO-02', { priority: 'P1', api: [] }),
]);

let made = 0;

function claiming(end: ClaimEnd, ...annotations: [string, string][]): ClaimingTest {
  made += 1;
  return {
    name: `test ${made}`,
    end,
    annotations: annotations.map(([type, description]) => ({ type, description })),
  };
}

const coverageOf = (...tests: ClaimingTest[]) => securityCoverageOf(tests, CHECKS, ASVS);

/** State of one check in a run of these tests. */
function stateOf(id: string, ...tests: ClaimingTest[]) {
  const checks = coverageOf(...tests).groups.flatMap((group) => group.checks);
  return checks.find((each) => each.id === id)?.state;
}

describe('a check of the catalogue', () => {
  const claim: [string, string] = ['check', 'AZF-01 title of AZF-01'];

  it('is proven by a test that passed, and by nothing else', () => {
    expect(stateOf('AZF-01', claiming('passed', claim))).toBe('proven');
    expect(stateOf('AZF-01', claiming('skipped', claim))).toBe('open');
    expect(stateOf('AZF-01', claiming('passed', ['check', 'AZF-02 title of AZF-02']))).toBe('open');
  });

  it('is failed as soon as one test that makes it fails', () => {
    expect(stateOf('AZF-01', claiming('passed', claim), claiming('failed', claim))).toBe('failed');
  });

  it('is never proven by a test that the profile refused', () => {
    expect(stateOf('AZF-01', claiming('refused', claim))).toBe('refused');
    expect(stateOf('AZF-01', claiming('refused', claim), claiming('passed', claim))).toBe('proven');
    expect(coverageOf(claiming('refused', claim)).refusedTests).toBe(1);
  });

  it('is left out where it waits for something, and then counts in no total', () => {
    const { p0, others, risks } = coverageOf(claiming('passed', claim));

    expect(stateOf('AZO-01')).toBe('left out');
    expect(p0).toEqual({ covered: 1, total: 2 });
    expect(others).toEqual({ covered: 0, total: 1 });
    expect(risks[0]).toEqual({
      id: 'API1',
      title: 'Broken object level authorization',
      covered: 1,
      total: 2,
    });
  });
});

describe('a requirement of the standard', () => {
  it('is exercised by a test that passed, and counted by chapter and level', () => {
    const { asvs } = coverageOf(
      claiming('passed', ['asvs', 'V1.1.2'], ['asvs', 'V2.1.1']),
      claiming('passed', ['asvs', 'V1.1.2']),
      claiming('failed', ['asvs', 'V2.1.2']),
      claiming('refused', ['asvs', 'V1.1.1']),
    );

    expect(asvs.all).toEqual({ covered: 2, total: 4 });
    expect(asvs.levels).toEqual({
      1: { covered: 1, total: 2 },
      2: { covered: 1, total: 1 },
      3: { covered: 0, total: 1 },
    });
    expect(asvs.chapters.map(({ id, exercised, open }) => ({ id, exercised, open }))).toEqual([
      { id: 'V1', exercised: ['V1.1.2'], open: ['V1.1.1'] },
      { id: 'V2', exercised: ['V2.1.1'], open: ['V2.1.2'] },
    ]);
  });
});

describe('the line in the terminal', () => {
  it('tells checks, requirements by level and what was refused', () => {
    const coverage = coverageOf(
      claiming('passed', ['check', 'AZF-01 t'], ['asvs', 'V1.1.1']),
      claiming('refused', ['check', 'AZF-02 t']),
    );

    expect(describeSecurity(coverage)).toBe(
      '1 of 2 P0 checks, 0 of 1 others · ASVS 5.0: 1 requirements (L1 1 of 2, L2 0 of 1, L3 0 of 1)' +
        ' · 1 tests refused by profile',
    );
  });
});

describe('the matrix', () => {
  it('counts the cells of each operation and channel that passed once, however often it was repeated', () => {
    const repeated = claiming('passed', ['matrix cells', '1200']);

    expect(
      coverageOf(
        repeated,
        repeated,
        claiming('passed', ['matrix cells', '34']),
        claiming('passed', ['matrix cells', '6'], ['matrix channel', 'streams.live']),
        claiming('failed', ['matrix cells', '7']),
      ).matrix,
    ).toEqual({ operations: 2, channels: 1, cells: 1240 });
    expect(coverageOf().matrix).toBeNull();
  });
});

describe('a run', () => {
  const specs = ['/s/a.spec.ts', '/s/b.spec.ts'];

  it.each([
    ['every spec file', { shard: null, argv: ['node', 'test', '--workers=3'] }, specs, false],
    ['one of two spec files', { shard: null, argv: [] }, ['/s/a.spec.ts'], true],
    ['tests of one name', { shard: null, argv: ['-g', 'csrf'] }, specs, true],
    ['what failed last', { shard: null, argv: ['--last-failed'] }, specs, true],
    ['a shard', { shard: { current: 1, total: 2 }, argv: [] }, specs, true],
  ])('of %s knows whether it is a part', (_title, config, ran, part) => {
    expect(isPartOfSuite(config, ran, specs)).toBe(part);
  });
});

describe('the titles of the report', () => {
  const checks = [...loadSecurityChecks().values()];

  it('name every group and every risk of the catalogue', () => {
    expect(checks.filter(({ id }) => !groupTitles.has(groupOf(id)))).toEqual([]);
    expect(checks.flatMap(({ api }) => api).filter((risk) => !riskTitles.has(risk))).toEqual([]);
  });
});
