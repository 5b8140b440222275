import { describe, expect, it } from 'vitest';
import { exitStatus, type Ending } from '../../../../reporting/gates/exit-status.ts';
import { gatesPage } from '../../../../reporting/gates/gates-page.ts';
import { judged, notJudged } from '../../../../reporting/gates/judgement.ts';
import { minutes, percent } from '../../../../reporting/gates/limits.ts';
import { describeGates, gatesTable } from '../../../../reporting/gates/table.ts';

const passed = judged('failed tests', { figure: '0 of 12', limit: 'at most 0', holds: true });
const failed = judged('flaky tests', {
  figure: '12 of 12',
  limit: 'at most 0',
  holds: false,
  details: Array.from({ length: 12 }, (_, index) => `test <b>${index}</b>`),
});
const open = notJudged('kill score', { limit: 'at least 95 %', why: 'no proof was made' });

describe('the table of gates', () => {
  it('is aligned, says why a gate was not judged, and names ten things that broke one', () => {
    const lines = gatesTable([passed, failed, open]).split('\n');

    expect(lines.slice(0, 4)).toEqual([
      'gate          figure    limit          verdict',
      'failed tests  0 of 12   at most 0      passed',
      'flaky tests   12 of 12  at most 0      FAILED',
      'kill score    –         at least 95 %  not judged: no proof was made',
    ]);
    expect(lines).toHaveLength(15);
    expect(lines[4]).toBe('flaky tests: test <b>0</b>');
    expect(lines[14]).toBe('flaky tests: and 2 more');
  });

  it('is summed up in a line', () => {
    expect(describeGates([passed, failed, open])).toBe('1 passed, 1 FAILED (flaky tests), 1 not judged');
    expect(describeGates([passed])).toBe('1 passed, 0 failed, 0 not judged');
  });

  it('is a page on which no name is markup', () => {
    const page = gatesPage({
      version: 1,
      runId: 'r1',
      target: 'assay',
      judgedAt: '2026-11-22T12:00:00.000Z',
      file: 'quality-gates.yaml',
      status: 'failed',
      gates: [passed, failed, open],
      objections: ['<script>'],
    });

    expect(page).toMatch(/✗ failed[\s\S]*○ not judged[\s\S]*no proof was made/);
    expect(page).not.toMatch(/<b>\d|<script>/);
  });

  it('rounds no figure to the limit that it missed', () => {
    expect([percent(0.8999), percent(0.9), percent(0.9996), percent(1)]).toEqual([
      '89.9 %',
      '90 %',
      '99.9 %',
      '100 %',
    ]);
    expect([minutes(60_000), minutes(60_001)]).toEqual(['1 min', '1.1 min']);
  });
});

describe('the status of a run', () => {
  const status = (change: Partial<Ending>) =>
    exitStatus({
      status: 'passed',
      judgements: [passed],
      unexcused: [],
      hasOtherErrors: false,
      hasFailedTests: false,
      ...change,
    });

  it('is that of its gates', () => {
    expect(status({ judgements: [passed, open] })).toBe('passed');
    expect(status({ judgements: [passed, failed, open] })).toBe('failed');
  });

  it('turns from failed to passed only where every failure was let pass', () => {
    expect(status({ status: 'failed', hasFailedTests: true })).toBe('passed');
    expect(status({ status: 'failed', hasFailedTests: true, unexcused: ['a'] })).toBe('failed');
    expect(status({ status: 'failed', hasFailedTests: true, hasOtherErrors: true })).toBe('failed');
    expect(status({ status: 'failed' })).toBe('failed');
  });

  it('stays that of a run that was stopped', () => {
    expect(status({ status: 'interrupted' })).toBe('interrupted');
    expect(status({ status: 'timedout', judgements: [failed] })).toBe('timedout');
  });
});
