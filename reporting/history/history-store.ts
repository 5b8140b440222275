import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { type HistoryLine, lineSchema, type RunRecord, strangeVersion, written } from './run-record.ts';

/** What a history holds. */
export interface History {
  /** From the oldest to the newest. */
  runs: readonly RunRecord[];
  /** Names of tests by key. */
  names: ReadonlyMap<string, string>;
  /** Lines that could not be read, for example one that was cut off. */
  broken: number;
}

/** Over this many runs, the oldest are dropped. */
const MOST_RUNS = 100;
/** Another run holds the lock for milliseconds; one that was killed, for ever. */
const LOCK_STALE_MS = 10_000;
const LOCK_TRIES = 100;
const LOCK_PAUSE_MS = 50;

/** The history in a file; empty where there is none. Throws on lines of another version of this suite. */
export function readHistory(file: string): History {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const names = new Map<string, string>();
  const runs: RunRecord[] = [];
  let broken = 0;
  for (const candidate of text.split('\n').filter((line) => line !== '')) {
    const line = lineOf(candidate, file);
    if (line === null) broken += 1;
    else if ('run' in line) runs.push(line.run);
    else for (const [key, name] of Object.entries(line.names)) names.set(key, name);
  }
  return { runs, names, broken };
}

/**
 * Adds a run, with the names of its tests by key. Runs that end at the same time wait for each other; a line that was cut off before
 * stays by itself. Past the bound the file is written anew, and put in place by renaming. Throws where the lock cannot be had.
 */
export function appendRun(
  file: string,
  run: RunRecord,
  names: ReadonlyMap<string, string>,
  { mostRuns = MOST_RUNS }: { mostRuns?: number } = {},
): History {
  mkdirSync(path.dirname(file), { recursive: true });
  return locked(`${file}.lock`, () => {
    const before = readHistory(file);
    const fresh = [...names].filter(([key]) => !before.names.has(key));
    const lines = [
      ...(fresh.length === 0 ? [] : [written({ names: Object.fromEntries(fresh) })]),
      written({ run }),
    ].join('');
    appendFileSync(file, `${endsInALine(file) ? '' : '\n'}${lines}`);
    const after: History = {
      runs: [...before.runs, run],
      names: new Map([...before.names, ...fresh]),
      broken: before.broken,
    };
    const kept = bounded(after, mostRuns);
    if (kept === after) return after;
    writeFileSync(
      `${file}.new`,
      [
        written({ names: Object.fromEntries(kept.names) }),
        ...kept.runs.map((each) => written({ run: each })),
      ].join(''),
    );
    renameSync(`${file}.new`, file);
    return kept;
  });
}

/** The history as it is where nothing has to go; else the newest runs, their names, and what the last of each scope covered. */
function bounded(history: History, mostRuns: number): History {
  const newest = history.runs.slice(-mostRuns);
  const slim = newest.map((run, index) => {
    const isFollowed = newest.slice(index + 1).some((later) => covers(later) && later.scope === run.scope);
    return covers(run) && isFollowed ? withoutCovered(run) : run;
  });
  const isSame = slim.length === history.runs.length && slim.every((run, index) => run === newest[index]);
  if (isSame && history.broken === 0) return history;
  const used = new Set(slim.flatMap(({ tests }) => Object.keys(tests)));
  return { runs: slim, names: new Map([...history.names].filter(([key]) => used.has(key))), broken: 0 };
}

function covers({ covered }: RunRecord): boolean {
  return covered !== undefined;
}

function withoutCovered({ covered: _covered, ...run }: RunRecord): RunRecord {
  return run;
}

function lineOf(text: string, file: string): HistoryLine | null {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    return null;
  }
  const version = strangeVersion(line);
  if (version !== null)
    throw new Error(`${file} is of version ${version}, which this suite does not read: move it away`);
  const parsed = lineSchema.safeParse(line);
  return parsed.success ? parsed.data : null;
}

function endsInALine(file: string): boolean {
  return !existsSync(file) || statSync(file).size === 0 || readFileSync(file, 'utf8').endsWith('\n');
}

function locked<T>(lock: string, act: () => T): T {
  for (let attempt = 1; !takes(lock); attempt += 1) {
    if (attempt >= LOCK_TRIES) throw new Error(`${lock} is held by another run: remove it if there is none`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_PAUSE_MS);
  }
  try {
    return act();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function takes(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const held = statSync(lock, { throwIfNoEntry: false });
    if (held !== undefined && Date.now() - held.mtimeMs > LOCK_STALE_MS)
      rmSync(lock, { recursive: true, force: true });
    return false;
  }
}
