import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../../load/comparison/compare.ts';
import { machineClass } from '../../../../load/comparison/machine-class.ts';
import type { OperationCoverage } from '../../../../reporting/coverage/operation-coverage.ts';
import { loadGates, readGates } from '../../../../reporting/gates/gates-file.ts';
import { judge, type Judged, unexcused } from '../../../../reporting/gates/judge.ts';
import { gatedTest, judgedRun, tests } from './judged-run.ts';

/** What one gate says of a run: figure, limit, verdict or why it has none, and what broke it. */
function said(gate: string, run: Judged = judgedRun()): (string | readonly string[])[] {
  return judge(readGates(gate, 'gates.yaml'), run).map(({ figure, limit, verdict, why, details }) =>
    [figure, limit, why ?? verdict, ...details].join(' | '),
  );
}

const coverage = (covered: number): OperationCoverage => ({
  operations: { covered, total: 100, missing: ['datasets.get'] },
  statuses: { covered, total: 100, excluded: 0, missing: { 'tenant.get': [401, 403] } },
  stale: [],
});
const proof = (killed: number, tried = 200, madeAt = '2026-11-20T00:00:00Z') => ({
  proof: { killed, tried, madeAt: new Date(madeAt) },
});

describe('the gates of a run', () => {
  it('are those of the file, by the names that the table has, in its order', () => {
    const gates = loadGates(path.resolve(import.meta.dirname, '../../../../quality-gates.yaml'));

    expect(judge(gates, judgedRun()).map(({ gate }) => gate)).toEqual([
      'failed tests',
      'flaky tests',
      'success of integration',
      'success of security',
      'operation coverage',
      'status coverage',
      'load budgets exceeded',
      'performance',
      'kill score',
      'quarantine',
      'duration',
      'secrets left',
    ]);
  });
});

describe('the gate of failed tests', () => {
  const gate = 'failedTests: { atMost: 0 }';

  it('counts what failed, names it, and lets nothing else fail it', () => {
    const others = [gatedTest({ end: 'skipped' }), gatedTest({ end: 'flaky' })];
    const broken = gatedTest({ end: 'failed', name: 'a.spec.ts › breaks' });

    expect(said(gate, judgedRun({ facts: { tests: others } }))).toEqual(['0 of 2 | at most 0 | passed']);
    expect(said(gate, judgedRun({ facts: { tests: [...others, broken] } }))).toEqual([
      '1 of 3 | at most 0 | failed | [api] a.spec.ts › breaks',
    ]);
  });

  it('is not judged where tests did not run to their end, unless too many had failed before', () => {
    const stopped = gatedTest({ end: 'interrupted' });

    expect(said(gate, judgedRun({ facts: { tests: [stopped] } }))).toEqual([
      '0 of 1 | at most 0 | 1 test did not run to the end',
    ]);
    expect(said(gate, judgedRun({ facts: { tests: [stopped, ...tests(1, 1)] } }))[0]).toMatch(
      /^1 of 2 .* failed/,
    );
  });
});

describe('the gate of flaky tests', () => {
  const gate = 'flakyTests: { atMost: 0 }';

  it('fails for a test that passed on a retry', () => {
    const flaky = gatedTest({ end: 'flaky', name: 'a.spec.ts › wavers' });

    expect(said(gate, judgedRun({ facts: { tests: [flaky, ...tests(1)] } }))).toEqual([
      '1 of 2 | at most 0 | failed | [api] a.spec.ts › wavers',
    ]);
  });

  it('fails for repetitions of a test that ended differently, not for two tests that did', () => {
    const repeated = (end: 'passed' | 'failed') => gatedTest({ end, name: 'a.spec.ts › wavers' });

    expect(said(gate, judgedRun({ facts: { tests: [repeated('passed'), repeated('failed')] } }))[0]).toMatch(
      /^1 of 1 .* failed/,
    );
    expect(said(gate, judgedRun({ facts: { tests: tests(2, 1) } }))).toEqual(['0 of 2 | at most 0 | passed']);
  });
});

describe('the gate of a success rate', () => {
  const gate = 'successRate: { integration: { project: api, atLeast: 90 % } }';

  it('passes at its limit and fails just below, by the tests of its project that ran', () => {
    const strangers = [...tests(5, 5, { project: 'e2e', end: 'failed' }), ...tests(5, 0, { end: 'skipped' })];

    expect(said(gate, judgedRun({ facts: { tests: [...tests(10, 1), ...strangers] } }))).toEqual([
      '90 % of 10 | at least 90 % | passed',
    ]);
    expect(said(gate, judgedRun({ facts: { tests: tests(1000, 101) } }))[0]).toMatch(
      /^89\.9 % of 1000 \| at least 90 % \| failed/,
    );
  });

  it('counts a flaky test as one that passed', () => {
    const facts = { tests: [gatedTest({ end: 'flaky' }), ...tests(9, 1)] };

    expect(said(gate, judgedRun({ facts }))).toEqual(['90 % of 10 | at least 90 % | passed']);
  });

  it('goes by tag where one is named', () => {
    const byTag = "successRate: { security: { tag: '@security', atLeast: 100 % } }";
    const run = judgedRun({ facts: { tests: [...tests(2, 0, { tags: ['@security'] }), ...tests(1, 1)] } });

    expect(said(byTag, run)).toEqual(['100 % of 2 | at least 100 % | passed']);
  });

  it('is not judged where no test of it ran, or not all did', () => {
    expect(said(gate, judgedRun({ facts: { tests: [] } }))).toEqual([
      '– | at least 90 % | no test of it ran',
    ]);
    expect(said(gate, judgedRun({ facts: { wholeProjects: new Set() } }))).toEqual([
      '100 % of 10 | at least 90 % | only part of its tests ran',
    ]);
  });
});

describe('the gates of coverage', () => {
  it('pass at their limit and fail below, with what is missing', () => {
    expect(
      said('operationCoverage: { atLeast: 95 % }', judgedRun({ evidence: { coverage: coverage(95) } })),
    ).toEqual(['95 % of 100 | at least 95 % | passed']);
    expect(
      said('operationCoverage: { atLeast: 95 % }', judgedRun({ evidence: { coverage: coverage(94) } })),
    ).toEqual(['94 % of 100 | at least 95 % | failed | datasets.get has never succeeded']);
    expect(
      said('statusCoverage: { atLeast: 95 % }', judgedRun({ evidence: { coverage: coverage(94) } })),
    ).toEqual(['94 % of 100 | at least 95 % | failed | tenant.get has never answered 401, 403']);
  });

  it('are not judged in a part of the suite, nor without traffic', () => {
    const run = judgedRun({ facts: { isPart: true }, evidence: { coverage: coverage(100) } });

    expect(said('operationCoverage: { atLeast: 95 % }', run)).toEqual([
      '100 % of 100 | at least 95 % | only part of the suite ran',
    ]);
    expect(said('statusCoverage: { atLeast: 95 % }')).toEqual([
      '– | at least 95 % | nothing was exchanged with the target',
    ]);
  });
});

describe('the gate of load budgets', () => {
  const gate = 'loadBudgets: { atMost: 0 }';

  it('fails for a budget that was exceeded, and says which', () => {
    const kept = gatedTest({ budgetsJudged: 6 });
    const broken = gatedTest({ budgetsJudged: 3, budgetsExceeded: ['How fast? p95Ms: 412.0 ms'] });

    expect(said(gate, judgedRun({ facts: { tests: [kept] } }))).toEqual(['0 of 6 | at most 0 | passed']);
    expect(said(gate, judgedRun({ facts: { tests: [kept, broken] } }))).toEqual([
      '1 of 9 | at most 0 | failed | How fast? p95Ms: 412.0 ms',
    ]);
  });

  it('is not judged while a measurement was not valid, unless another one has exceeded its budget', () => {
    const open = gatedTest({ budgetsJudged: 2, budgetsOpen: 4 });
    const broken = gatedTest({ budgetsJudged: 3, budgetsExceeded: ['How fast? p95Ms: 412.0 ms'] });

    expect(said(gate, judgedRun({ facts: { tests: [open] } }))).toEqual([
      '0 of 2 | at most 0 | 4 more: their measurements were not valid',
    ]);
    expect(said(gate, judgedRun({ facts: { tests: [open, broken] } }))[0]).toContain(
      '1 of 5 | at most 0 | failed',
    );
  });

  it('is not judged where no load was measured', () => {
    expect(said(gate)).toEqual(['– | at most 0 | no load was measured']);
  });
});

describe('the gate of performance', () => {
  const gate = 'performance: { slowerByAtMost: 20 %, youngerThan: 14 days }';
  const comparison = (ratio: number, interval: [number, number], change: Partial<Comparison> = {}) => ({
    comparison: {
      madeAt: '2026-11-20T00:00:00Z',
      machineClass: machineClass(),
      first: 'baseline',
      second: 'build',
      rounds: 8,
      interleaved: true,
      confidence: 0.99,
      tolerance: 0.2,
      verdict: 'same' as const,
      operations: [
        {
          operation: 'a',
          firstMs: 10,
          secondMs: 9,
          ratio: 0.9,
          interval: [0.85, 0.95] as [number, number],
          pValue: 0.5,
          verdict: 'same' as const,
        },
        {
          operation: 'b',
          firstMs: 10,
          secondMs: 10 * ratio,
          ratio,
          interval,
          pValue: 0.01,
          verdict: 'same' as const,
        },
      ],
      ...change,
    },
  });
  const compared = (...args: Parameters<typeof comparison>) =>
    said(gate, judgedRun({ evidence: comparison(...args) }));

  it('passes where no operation is slower by more than is allowed, and fails where one surely is', () => {
    expect(compared(1.1, [1.05, 1.2])).toEqual(['10 % slower | at most 20 % slower | passed']);
    expect(compared(1.2, [1.1, 1.2])).toEqual(['20 % slower | at most 20 % slower | passed']);
    expect(compared(0.97, [0.9, 1.1])).toEqual(['3 % faster | at most 20 % slower | passed']);
    expect(compared(1.3, [1.1, 1.5])).toEqual([
      '30 % slower | at most 20 % slower | failed | b takes 1.30 times as long (1.10 to 1.50)',
    ]);
    expect(compared(1.2004, [1.1, 1.3])[0]).toMatch(/^20\.1 % slower .* failed/);
  });

  it('is not judged by rounds that differ too much, nor by another machine, an old comparison or none', () => {
    expect(compared(1.3, [0.9, 1.6])[0]).toContain(
      '30 % slower | at most 20 % slower | its rounds differ too much',
    );
    expect(compared(1.3, [1, 1.6])[0]).toContain('its rounds differ too much');
    expect(compared(1, [0.9, 1.1], { madeAt: '2026-11-08T12:00:00Z' })[0]).toContain('passed');
    expect(compared(1, [0.9, 1.1], { machineClass: 'other' })[0]).toContain(
      'no comparison on this machine class, only on other',
    );
    expect(compared(1, [0.9, 1.1], { madeAt: '2026-11-01T00:00:00Z' })[0]).toContain(
      'is 21 days old, at most 14 days',
    );
    expect(said(gate)).toEqual(['– | at most 20 % slower | nothing was compared (npm run load:compare)']);
  });
});

describe('the gate of the kill score', () => {
  const gate = 'killScore: { atLeast: 95 %, ofAtLeast: 200, youngerThan: 14 days }';

  it('passes at its limit and fails below', () => {
    expect(said(gate, judgedRun({ evidence: proof(190) }))).toEqual(['95 % of 200 | at least 95 % | passed']);
    expect(said(gate, judgedRun({ evidence: proof(189) }))[0]).toMatch(
      /^94\.5 % of 200 .* failed \| 11 survived/,
    );
  });

  it('is not judged by no proof, a small one or an old one', () => {
    expect(said(gate)).toEqual(['– | at least 95 % | no proof was made (npm run prove)']);
    expect(said(gate, judgedRun({ evidence: proof(8, 8) }))[0]).toContain(
      'tried 8 defects, 200 are asked for',
    );
    expect(said(gate, judgedRun({ evidence: proof(200, 200, '2026-11-01T00:00:00Z') }))).toEqual([
      '100 % of 200 | at least 95 % | the last proof is 21 days old, at most 14 days are asked for',
    ]);
  });
});

describe('the gate of the quarantine', () => {
  const gate = 'quarantine: { file: quarantine.yaml, atMost: 1, longest: 30 days }';
  const entry = (test: string, until = '2026-12-01') =>
    `- { test: '${test}', owner: ana, reason: waits for the mended scheduler, until: ${until} }\n`;
  const failing = gatedTest({ end: 'failed', name: 'a.spec.ts › wavers' });
  const run = (quarantine: string, facts: Parameters<typeof judgedRun>[0] = {}) =>
    judgedRun({ ...facts, quarantine, facts: { tests: [failing, ...tests(1)], ...facts.facts } });

  it('lets the failure of a quarantined test pass, and counts it', () => {
    const excusing = run(entry('a.spec.ts › wavers'));

    expect(said(gate, excusing)).toEqual(['1, 1 failed | at most 1 | passed']);
    expect(said('failedTests: { atMost: 0 }', excusing)).toEqual(['0 of 1 | at most 0 | passed']);
    expect(said('successRate: { integration: { project: api, atLeast: 100 % } }', excusing)).toEqual([
      '100 % of 1 | at least 100 % | passed',
    ]);
  });

  it('lets a quarantined test be flaky, and counts that too', () => {
    const flaky = run(entry('a.spec.ts › wavers'), { facts: { tests: [{ ...failing, end: 'flaky' }] } });
    const well = run(entry('a.spec.ts › wavers'), { facts: { tests: [{ ...failing, end: 'passed' }] } });

    expect(said(gate, flaky)).toEqual(['1, 1 failed | at most 1 | passed']);
    expect(said(gate, well)).toEqual(['1, 0 failed | at most 1 | passed']);
    expect(said('flakyTests: { atMost: 0 }', flaky)).toEqual(['0 of 0 | at most 0 | passed']);
  });

  it('fails over its cap, and names the entries', () => {
    const two = run(entry('a.spec.ts › wavers') + entry(tests(1)[0]?.name ?? ''), {
      facts: { isPart: true },
    });

    expect(said(gate, two)[0]).toContain(
      '| failed | quarantine.yaml:1: a.spec.ts › wavers | quarantine.yaml:2: ',
    );
  });

  it('fails for an entry that has ended, which excuses nothing any more', () => {
    const lastDay = run(entry('a.spec.ts › wavers', '2026-11-22'));
    const ended = run(entry('a.spec.ts › wavers', '2026-11-21'));

    expect(said(gate, lastDay)).toEqual(['1, 1 failed | at most 1 | passed']);
    expect(said(gate, ended)).toEqual([
      '1, 0 failed | at most 1 | failed | quarantine.yaml:1: has ended on 2026-11-21; ana mends “a.spec.ts › wavers” or takes it out',
    ]);
    expect(said('failedTests: { atMost: 0 }', ended)[0]).toMatch(/^1 of 2 .* failed/);
  });

  it('fails for an entry that ends too far off', () => {
    expect(said(gate, run(entry('a.spec.ts › wavers', '2026-12-22')))).toEqual([
      '1, 1 failed | at most 1 | passed',
    ]);
    expect(said(gate, run(entry('a.spec.ts › wavers', '2026-12-24')))[0]).toContain(
      'quarantine.yaml:1: ends on 2026-12-24, more than 30 days from now',
    );
  });

  it('fails for an entry that names no test, which a part of the suite cannot know', () => {
    const gone = entry('gone.spec.ts › was here');

    expect(said(gate, run(gone))[0]).toContain(
      'quarantine.yaml:1: no test is called “gone.spec.ts › was here”',
    );
    expect(said(gate, run(gone, { facts: { isPart: true } }))).toEqual([
      '1, 0 failed | at most 1 | only part of the suite ran',
    ]);
    expect(said(gate, run('[]', { facts: { isPart: true } }))).toEqual(['0 | at most 1 | passed']);
  });
});

describe('the gates of duration and secrets', () => {
  it('hold a whole run to its duration', () => {
    const gate = 'duration: { atMost: 1 min }';

    expect(said(gate)).toEqual(['1 min | at most 1 min | passed']);
    expect(said(gate, judgedRun({ facts: { durationMs: 60_001 } }))).toEqual([
      '1.1 min | at most 1 min | failed',
    ]);
    expect(said(gate, judgedRun({ facts: { isPart: true } }))).toEqual([
      '1 min | at most 1 min | only part of the suite ran',
    ]);
  });

  it('fail for a secret that is left, and are not judged where nobody looked', () => {
    const gate = 'secrets: none left';

    expect(said(gate, judgedRun({ evidence: { isClean: true } }))).toEqual(['none | none | passed']);
    expect(said(gate, judgedRun({ evidence: { isClean: false } }))[0]).toMatch(
      /^some \| none \| failed \| reports\/secrets\.json tells which and where/,
    );
    expect(said(gate)).toEqual(['– | none | nobody has looked for them']);
  });
});

describe('a failed test that no gate lets pass', () => {
  const left = (gates: string, run: Judged) => {
    const read = readGates(gates, 'gates.yaml');
    return unexcused(read, judge(read, run), run).length;
  };
  const rate = 'successRate: { integration: { project: api, atLeast: 90 % } }';

  it('is one that belongs to no group whose rate has passed', () => {
    const one = [gatedTest({ project: 'e2e', end: 'failed' }), ...tests(10, 1)];

    expect(left(rate, judgedRun({ facts: { tests: tests(10, 1) } }))).toBe(0);
    expect(left(rate, judgedRun({ facts: { tests: one } }))).toBe(1);
    expect(left(rate, judgedRun({ facts: { tests: tests(10, 1), wholeProjects: new Set() } }))).toBe(1);
  });

  it('is each one where failed tests have a gate that has not passed', () => {
    expect(left(`failedTests: { atMost: 0 }\n${rate}`, judgedRun({ facts: { tests: tests(10, 1) } }))).toBe(
      1,
    );
    expect(left('failedTests: { atMost: 1 }', judgedRun({ facts: { tests: tests(10, 1) } }))).toBe(0);
  });

  it('is named', () => {
    const gates = readGates('duration: { atMost: 5 min }', 'gates.yaml');
    const run = judgedRun({ facts: { tests: [gatedTest({ end: 'failed', name: 'a.spec.ts › breaks' })] } });

    expect(unexcused(gates, judge(gates, run), run)).toEqual(['a.spec.ts › breaks']);
  });

  it('is a flaky one without a gate, and one that was stopped', () => {
    const flaky = judgedRun({ facts: { tests: [gatedTest({ end: 'flaky' })] } });

    expect(left(rate, flaky)).toBe(1);
    expect(left('flakyTests: { atMost: 1 }', flaky)).toBe(0);
    expect(left(rate, judgedRun({ facts: { tests: [gatedTest({ end: 'interrupted' })] } }))).toBe(1);
  });

  it('is none that is in quarantine', () => {
    const quarantine =
      "- { test: 'a.spec.ts › wavers', owner: ana, reason: waits for the mended scheduler, until: 2026-12-01 }";
    const wavering = [gatedTest({ end: 'failed', name: 'a.spec.ts › wavers' })];

    const run = judgedRun({ quarantine, facts: { tests: [...wavering, ...tests(1, 0)] } });

    expect(left('failedTests: { atMost: 0 }', run)).toBe(0);
    expect(left('duration: { atMost: 5 min }', run)).toBe(0);
    expect(left('duration: { atMost: 5 min }', judgedRun({ facts: { tests: wavering } }))).toBe(1);
  });
});
