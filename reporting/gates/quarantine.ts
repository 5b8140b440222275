import type { QuarantineEntry } from './quarantine-file.ts';
import type { GatedTest } from './run-facts.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What a quarantine comes to in a run. */
export interface Quarantine {
  entries: readonly QuarantineEntry[];
  /** Names of tests whose failure is not the run's. */
  excused: ReadonlySet<string>;
  /** Quarantined tests that failed in this run. */
  failed: number;
  /** Entries that excuse nothing any more, or would for too long, one line each. */
  objections: readonly string[];
  /** Entries that name no test of the run. */
  strangers: readonly QuarantineEntry[];
}

/** Holds the entries against the tests of a run, and against the calendar. */
export function quarantineOf(
  entries: readonly QuarantineEntry[],
  tests: readonly GatedTest[],
  { longestMs, now }: { longestMs: number; now: Date },
): Quarantine {
  const judged = entries.map((entry) => ({ entry, objection: objectionTo(entry, longestMs, now) }));
  const excused = new Set(judged.flatMap(({ entry, objection }) => (objection === null ? [entry.test] : [])));
  const known = new Set(tests.map(({ name }) => name));
  return {
    entries,
    excused,
    failed: tests.filter(({ name, end }) => excused.has(name) && (end === 'failed' || end === 'flaky'))
      .length,
    objections: judged.flatMap(({ objection }) => (objection === null ? [] : [objection])),
    strangers: entries.filter(({ test }) => !known.has(test)),
  };
}

function objectionTo({ place, test, owner, until }: QuarantineEntry, longestMs: number, now: Date) {
  const left = Date.parse(until) + DAY_MS - now.getTime();
  if (left <= 0) return `${place}: has ended on ${until}; ${owner} mends “${test}” or takes it out`;
  if (left > longestMs + DAY_MS)
    return `${place}: ends on ${until}, more than ${longestMs / DAY_MS} days from now; give an earlier day`;
  return null;
}
