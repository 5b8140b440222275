// The folder of builds: who uses which, and what goes when nobody does.
import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Builds that stay for the next start, besides those in use. */
const newestKept = 5;
/** Whoever has just made or chosen a build may not have said so yet. */
const graceMs = 60 * 60 * 1000;
const marks = 'in-use';

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** @param {string} build @returns {boolean} whether a living process has said that it uses a build */
function isInUse(build) {
  try {
    return readdirSync(path.join(build, marks)).some((pid) => isAlive(Number(pid)));
  } catch {
    return false;
  }
}

/** @param {string} folder @returns {number} when it was last used, in ms; 0 where it is gone */
function usedAt(folder) {
  return statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/**
 * Says that this process uses a build as long as it lives.
 * @param {string} build
 */
export function useBuild(build) {
  const now = new Date();
  utimesSync(build, now, now);
  mkdirSync(path.join(build, marks), { recursive: true });
  for (const pid of readdirSync(path.join(build, marks)))
    if (!isAlive(Number(pid))) rmSync(path.join(build, marks, pid), { force: true });
  writeFileSync(path.join(build, marks, String(process.pid)), '');
}

/**
 * Removes builds except those that a living process uses, the five used last, and what is less than an hour old.
 * @param {string} builds the folder that they are in
 */
export function removeOldBuilds(builds) {
  const byUse = readdirSync(builds)
    .map((name) => path.join(builds, name))
    .sort((a, b) => usedAt(b) - usedAt(a));
  for (const build of byUse.slice(newestKept)) {
    if (Date.now() - usedAt(build) < graceMs || isInUse(build)) continue;
    rmSync(build, { recursive: true, force: true });
  }
}
