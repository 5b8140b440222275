import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeOldBuilds, useBuild } from '../../bin/builds.mjs';

const HOUR_MS = 60 * 60 * 1000;
/** A process that has ended, and of whose id there is none other so soon. */
const ended = spawnSync(process.execPath, ['--version']).pid;

let builds = '';

beforeEach(() => {
  builds = mkdtempSync(path.join(tmpdir(), 'builds-'));
});

afterEach(() => rmSync(builds, { recursive: true }));

/** A build that was last used some hours ago. */
function build(name: string, hoursAgo: number): string {
  const folder = path.join(builds, name);
  mkdirSync(path.join(folder, 'in-use'), { recursive: true });
  writeFileSync(path.join(folder, 'launcher.js'), '');
  const then = new Date(Date.now() - hoursAgo * HOUR_MS);
  utimesSync(folder, then, then);
  return folder;
}

const names = () => readdirSync(builds).sort();

describe('the folder of builds', () => {
  it('keeps the five that were used last', () => {
    for (const hours of [9, 3, 7, 5, 8, 4, 6, 2]) build(`used-${hours}-hours-ago`, hours);

    removeOldBuilds(builds);

    expect(names()).toEqual([2, 3, 4, 5, 6].map((hours) => `used-${hours}-hours-ago`));
  });

  it('keeps what is less than an hour old, however much that is', () => {
    for (let number = 0; number < 8; number += 1) build(`new-${number}`, 0.9);
    build('old', 1.1);

    removeOldBuilds(builds);

    expect(names()).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((number) => `new-${number}`));
  });

  it('keeps one that a living process uses, whatever its age, and not one whose user has ended', () => {
    const used = build('used', 100);
    useBuild(used);
    const left = build('left', 100);
    writeFileSync(path.join(left, 'in-use', String(ended)), '');
    const longAgo = new Date(Date.now() - 100 * HOUR_MS);
    for (const folder of [used, left]) utimesSync(folder, longAgo, longAgo);
    for (let hours = 2; hours < 7; hours += 1) build(`newer-${hours}`, hours);

    removeOldBuilds(builds);

    expect(existsSync(used)).toBe(true);
    expect(existsSync(left)).toBe(false);
    expect(names()).toHaveLength(6);
  });

  it('counts a use as being new again', () => {
    const old = build('old', 100);
    for (let hours = 2; hours < 7; hours += 1) build(`newer-${hours}`, hours);

    useBuild(old);
    rmSync(path.join(old, 'in-use', String(process.pid)));
    removeOldBuilds(builds);

    expect(names()).toEqual(['newer-2', 'newer-3', 'newer-4', 'newer-5', 'old']);
  });
});
