import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Runs whose folders stay, besides those that go on. */
const NEWEST_KEPT = 10;
/** The folder of a run is there before its runner can say that it lives. */
const GRACE_MS = 60 * 60 * 1000;
const RUNNER = 'runner.pid';

/** Says in the folder of a run that it goes on as long as this process lives. */
export function markRun(run: string): void {
  mkdirSync(run, { recursive: true });
  writeFileSync(path.join(run, RUNNER), String(process.pid));
}

/** Removes folders of runs, except those that go on, the ten newest, and what is less than an hour old. */
export function forgetOldRuns(runs: string): void {
  const byAge = (existsSync(runs) ? readdirSync(runs) : [])
    .map((name) => path.join(runs, name))
    .sort((a, b) => changedAt(b) - changedAt(a));
  for (const run of byAge.slice(NEWEST_KEPT)) {
    if (Date.now() - changedAt(run) < GRACE_MS || goesOn(run)) continue;
    rmSync(run, { recursive: true, force: true });
  }
}

/** When a folder was last changed, in ms; 0 where another run has removed it meanwhile. */
function changedAt(folder: string): number {
  return statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function goesOn(run: string): boolean {
  const file = path.join(run, RUNNER);
  if (!existsSync(file)) return false;
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
