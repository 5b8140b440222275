import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetOldRuns, markRun } from '../../../targets/old-runs.ts';

const HOUR_MS = 60 * 60 * 1000;
/** A process that has ended, and of whose id there is none other so soon. */
const ended = spawnSync(process.execPath, ['--version']).pid;

let runs = '';

beforeEach(() => {
  runs = mkdtempSync(path.join(tmpdir(), 'runs-'));
});

afterEach(() => rmSync(runs, { recursive: true }));

/** The folder of a run that began some hours ago; `runner` is the process that it says it goes on in. */
function run(name: string, hoursAgo: number, runner?: number): string {
  const folder = path.join(runs, name);
  mkdirSync(path.join(folder, 'traffic'), { recursive: true });
  if (runner !== undefined) writeFileSync(path.join(folder, 'runner.pid'), String(runner));
  const then = new Date(Date.now() - hoursAgo * HOUR_MS);
  utimesSync(folder, then, then);
  return folder;
}

const hoursFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => first + index);

describe('the folders of runs', () => {
  it('stay of the ten newest runs', () => {
    for (const hours of hoursFrom(10, 13)) run(`${hours}-hours-ago`, hours);

    forgetOldRuns(runs);

    expect(readdirSync(runs).sort()).toEqual(hoursFrom(10, 10).map((hours) => `${hours}-hours-ago`));
  });

  it('stay of all runs of the last hour', () => {
    for (const number of hoursFrom(10, 15)) run(`run-${number}`, 0.9);
    run('old', 1.1);

    forgetOldRuns(runs);

    expect(readdirSync(runs).sort()).toEqual(hoursFrom(10, 15).map((number) => `run-${number}`));
  });

  it('stay of a run that goes on, and not of one whose runner has ended', () => {
    for (const hours of hoursFrom(2, 10)) run(`newer-${hours}`, hours);
    const going = run('going', 100, process.pid);
    const left = run('left', 100, ended);

    forgetOldRuns(runs);

    expect(existsSync(going)).toBe(true);
    expect(existsSync(left)).toBe(false);
    expect(readdirSync(runs)).toHaveLength(11);
  });

  it('are marked by the run itself', () => {
    const own = path.join(runs, 'own');
    markRun(own);
    utimesSync(own, 0, 0);
    for (const hours of hoursFrom(2, 10)) run(`newer-${hours}`, hours);

    forgetOldRuns(runs);

    expect(existsSync(own)).toBe(true);
  });

  it('are none before the first run', () => {
    const nowhere = path.join(runs, 'nowhere');

    forgetOldRuns(nowhere);

    expect(existsSync(nowhere)).toBe(false);
  });
});
