import { describe, expect, it } from 'vitest';
import { type Canned, gatedRun } from './gated-run.ts';

const FAILS = '() => { expect(1).toBe(2); }';
const WAVERS = '({}, testInfo) => { expect(testInfo.retry).toBe(1); }';
const ALL = 12;
const quarantined = (until: string, title: string) => (specFile: string) =>
  `- { test: '${specFile} › ${title}', owner: ana, reason: waits for the mended scheduler, until: ${until} }`;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('the quality gates of a run', () => {
  it('let a run pass in which all of them do, and tell everybody', () => {
    const { exitCode, summary, output, report, errors } = gatedRun();

    expect(summary).toBe(`Gates     ${ALL} passed, 0 failed, 0 not judged`);
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^success of integration +100 % of 11 +at least 90 % +passed$/m);
    expect(report?.status).toBe('passed');
    expect(report?.gates).toHaveLength(ALL);
    expect(errors).toEqual([]);
  });

  it.each<[gate: string, how: string, says: RegExp, Canned]>([
    ['failed tests', 'one of twelve', /^failed tests: \[api\] .*a\.spec\.ts › test 12$/m, { api: [FAILS] }],
    [
      'flaky tests',
      'passes on its retry',
      /^flaky tests: \[api\] .*a\.spec\.ts › test 12$/m,
      { api: [WAVERS], retries: 1 },
    ],
    [
      'success of integration',
      'eleven of thirteen',
      /^success of integration +84\.6 % of 13 +at least 90 % +FAILED$/m,
      { api: [FAILS, FAILS], gates: { failedTests: null } },
    ],
    [
      'success of security',
      'one of two',
      /^success of security +50 % of 2 +at least 100 % +FAILED$/m,
      { security: [FAILS], gates: { failedTests: null } },
    ],
    [
      'operation coverage',
      'one in fifteen never succeeds',
      /^operation coverage: \S+ has never succeeded$/m,
      { neverSucceeded: (index) => index % 15 === 0 },
    ],
    [
      'status coverage',
      'one in ten only ever succeeds',
      /^status coverage: \S+ has never answered \d{3}/m,
      { onlySucceeded: (index) => index % 10 === 0 },
    ],
    [
      'load budgets exceeded',
      'one of three',
      /^load budgets exceeded: How fast\? p95Ms: 412\.0 ms$/m,
      { budgetsExceeded: 1 },
    ],
    [
      'performance',
      'an operation takes 1.3 times as long',
      /^performance: datasets\.list takes 1\.30 times as long \(1\.25 to 1\.35\)$/m,
      { ratio: 1.3 },
    ],
    ['kill score', '189 of 200', /^kill score +94\.5 % of 200 +at least 95 % +FAILED$/m, { killed: 189 }],
    [
      'quarantine',
      'an entry that has ended',
      /quarantine\.yaml:1: has ended on 2026-01-01; ana mends “.*a\.spec\.ts › test 1” or takes it out$/m,
      { quarantine: quarantined('2026-01-01', 'test 1') },
    ],
    [
      'quarantine',
      'an entry that names no test',
      /quarantine\.yaml:1: no test is called “.*a\.spec\.ts › test 99”$/m,
      { quarantine: quarantined(inDays(3), 'test 99') },
    ],
    [
      'duration',
      'at most 6 ms',
      /^duration +\d[\d.]* min +at most 0\.1 min +FAILED$/m,
      { gates: { duration: '{ atMost: 0.0001 min }' } },
    ],
    ['secrets left', 'one is left', /^secrets left +some +none +FAILED$/m, { isClean: false }],
  ])('fail a run that violates only %s (%s), and name it', (gate, _how, says, canned) => {
    const { exitCode, summary, output, report, errors } = gatedRun(canned);

    expect(summary).toMatch(
      new RegExp(
        `^Gates {5}${canned.gates?.['failedTests'] === null ? ALL - 2 : ALL - 1} passed, 1 FAILED \\(${gate}\\), 0 not judged$`,
      ),
    );
    expect(exitCode).toBe(1);
    expect(output).toMatch(says);
    expect(report?.gates.filter(({ verdict }) => verdict === 'failed').map((each) => each.gate)).toEqual([
      gate,
    ]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(`Quality gate ${gate}: `);
  });

  it('know each budget that a measurement of load exceeds by the matcher that judges it', () => {
    const { exitCode, summary, output } = gatedRun({
      head: `
        import { expect as budgets } from '../../../../fixtures/expect/keep-budgets.ts';
        const times = { p50: 1, p90: 1, p95: 1, p99: 1, max: 1 };
        const outcome = { offeredRate: 10, reachedRate: 10, durationMs: 1000, arrivals: 10, succeeded: 5, failed: 5, dropped: 0,
          missed: 0, errors: {}, errorRate: 0.5, latencyMs: times, latenessMs: times };
        const measurement = { question: 'How fast?', ...outcome, phases: [], operations: [], seconds: [], target: [],
          loopLagMs: times, machineBusy: 0, strangers: null, aborted: null, invalid: [] };
        const limits = [{ figure: 'errorRate', limit: 0.01, source: 'x' }, { figure: 'p95Ms', limit: 200, source: 'x' }];
        const measured = [{ workload: { question: 'How fast?', budgets: limits }, measurement }];`,
      api: ['() => { budgets(measured).toKeepItsBudgets(); }'],
    });

    expect(output).toMatch(/^load budgets exceeded +1 of 5 +at most 0 +FAILED$/m);
    expect(output).toMatch(/^load budgets exceeded: How fast\? errorRate: 50\.00 %, at most 1\.00 %/m);
    expect(summary).toContain('2 FAILED (failed tests, load budgets exceeded)');
    expect(exitCode).toBe(1);
  });

  it('let a run pass whose only failure is in quarantine', () => {
    const { exitCode, summary, output } = gatedRun({
      api: [FAILS],
      quarantine: quarantined(inDays(3), 'test 12'),
    });

    expect(summary).toBe(`Gates     ${ALL} passed, 0 failed, 0 not judged`);
    expect(output).toMatch(/^quarantine +1, 1 failed +at most 1 +passed$/m);
    expect(output).toContain('1 failed');
    expect(exitCode).toBe(0);
  });

  it('let a failure within the success rate of its group pass only where failed tests have no gate', () => {
    const { exitCode, output } = gatedRun({ api: [FAILS], gates: { failedTests: null } });

    expect(output).toMatch(/^success of integration +91\.6 % of 12 +at least 90 % +passed$/m);
    expect(exitCode).toBe(0);
  });

  it('excuse nothing that goes wrong beside the tests', () => {
    const { exitCode, output } = gatedRun({
      tearDown: "export default () => { throw new Error('two tenants are left'); };",
    });

    expect(output).toContain('two tenants are left');
    expect(output).toContain('Gates     the run failed beside its tests: see the errors above');
    expect(exitCode).toBe(1);
  });

  it('say of a part of the suite what they cannot judge, and do not pass it', () => {
    const { exitCode, output, report } = gatedRun({
      args: ['--project=api'],
      gates: { failedTests: null },
      api: [FAILS],
    });
    const open = report?.gates.filter(({ verdict }) => verdict === 'not judged').map(({ gate }) => gate);

    expect(open).toEqual(['success of security', 'operation coverage', 'status coverage', 'duration']);
    expect(output).toMatch(/^operation coverage .* not judged: only part of the suite ran$/m);
    expect(output).toMatch(/^success of security +– +at least 100 % +not judged: no test of it ran$/m);
    expect(exitCode).toBe(0);
  });

  it('are refused in one line where their file is wrong, before any test runs', () => {
    const { exitCode, output, report } = gatedRun({
      gatesFile: 'flakyTests: { atMost: 0 }\nflakiness: {}\n',
    });

    expect(output).toMatch(/quality-gates\.yaml:2: Unrecognized key: "flakiness"/);
    expect(exitCode).toBe(1);
    expect(report).toBeNull();
  });
});
