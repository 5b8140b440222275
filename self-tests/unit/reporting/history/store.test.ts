import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendRun, readHistory } from '../../../../reporting/history/history-store.ts';
import { together } from '../../../../reporting/history/record-of.ts';
import { decoded, encoded, keyOf } from '../../../../reporting/history/run-record.ts';
import { runRecord } from './recorded.ts';

describe('the store of runs', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'touchstone-history-'));
    file = path.join(folder, 'deep', 'runs.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const names = (...all: string[]) => new Map(all.map((name) => [keyOf(name), name]));
  const add = (runId: string, change: Parameters<typeof runRecord>[1] = {}, mostRuns = 100) =>
    appendRun(file, runRecord(runId, { tests: { a: 'p1' }, ...change }), names('a'), { mostRuns });
  const ids = () => readHistory(file).runs.map(({ runId }) => runId);

  it('keeps runs in their order, and each name once', () => {
    add('r1');
    add('r2');

    expect(ids()).toEqual(['r1', 'r2']);
    expect(readHistory(file).names).toEqual(names('a'));
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(4);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  it('survives a last line that was cut off, and says so', () => {
    add('r1');
    appendFileSync(file, '{"v":1,"run":{"runId":"r2","star');

    expect(readHistory(file)).toMatchObject({ broken: 1 });
    add('r3');
    expect(ids()).toEqual(['r1', 'r3']);
    expect(readHistory(file).broken).toBe(0);
  });

  it('drops the oldest runs past its bound, with the names that nobody uses any more', () => {
    appendRun(file, runRecord('r0', { tests: { gone: 'p1' } }), names('gone'));
    for (const runId of ['r1', 'r2', 'r3']) add(runId, {}, 2);

    expect(ids()).toEqual(['r2', 'r3']);
    expect([...readHistory(file).names.values()]).toEqual(['a']);
  });

  it('keeps what was covered by the last run of each scope only', () => {
    add('r1', { covered: ['x'], scope: 'whole' });
    add('r2', { covered: ['y'], scope: 'part' });
    add('r3', { covered: ['z'], scope: 'whole' });
    add('r4', { scope: 'whole' });

    expect(readHistory(file).runs.map(({ runId, covered }) => [runId, covered])).toEqual([
      ['r1', undefined],
      ['r2', ['y']],
      ['r3', ['z']],
      ['r4', undefined],
    ]);
  });

  it('refuses the file of another version, and leaves it as it is', () => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '{"v":2,"run":{}}\n');

    expect(() => add('r1')).toThrow(`${file} is of version 2, which this suite does not read: move it away`);
    expect(readFileSync(file, 'utf8')).toBe('{"v":2,"run":{}}\n');
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  it('takes over the lock of a run that was killed', () => {
    mkdirSync(`${file}.lock`, { recursive: true });
    utimesSync(`${file}.lock`, new Date(0), new Date(0));

    add('r1');

    expect(ids()).toEqual(['r1']);
  });
});

describe('a test in a record', () => {
  it('is read as it was written', () => {
    for (const end of ['passed', 'failed', 'flaky', 'skipped', 'interrupted'] as const)
      expect(decoded(encoded({ end, durationMs: 12.4 }))).toEqual({ end, durationMs: 12 });
  });

  it('is flaky where its repetitions ended differently', () => {
    const run = (end: 'passed' | 'failed', durationMs: number) => ({ end, durationMs });

    expect(together([run('passed', 1), run('failed', 5), run('passed', 3)])).toEqual({
      end: 'flaky',
      durationMs: 3,
    });
    expect(together([run('failed', 1), run('failed', 3)])).toEqual({ end: 'failed', durationMs: 2 });
    expect(together([run('passed', 4)])).toEqual({ end: 'passed', durationMs: 4 });
  });
});
