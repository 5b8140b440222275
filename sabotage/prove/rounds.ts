import type { ProxyDefect } from '../population/defect.ts';
import type { Outcome } from './outcome.ts';
import { type Trial, type TriedTest, triedTest, verdictOf } from './trial.ts';

/** Repetitions of one test in one round: Playwright makes all of them of every test before it leaves any out. */
const MOST_REPETITIONS = 40;

/** So many tests behind the best ones are as good, where those have more to do. */
const SPREAD = 2;

interface OpenDefect {
  defect: ProxyDefect;
  waiting: string[];
  tried: TriedTest[];
  /** Tests that were to meet it, and in which it changed nothing. */
  missed: number;
  /** Tests that it is put before at once in the next round. */
  width: number;
}

/** Which tests are run how often, and which defect each repetition meets. */
export type Attempts = Record<string, string[]>;

/**
 * Who tries which test next. In a round each open defect is put before the best test that it has not met yet; different
 * tests, and repetitions of one test, meet theirs in the same run of the suite. Whom one test has not seen meets two in the
 * next round, then four: most defects fall at the first test, and a round for the few others costs the start of a run.
 */
export class Rounds {
  readonly #open: Map<string, OpenDefect>;

  constructor(defects: readonly { defect: ProxyDefect; candidates: readonly string[] }[]) {
    this.#open = new Map(
      defects.map(({ defect, candidates }) => [
        defect.id,
        { defect, waiting: [...candidates], tried: [], missed: 0, width: 1 },
      ]),
    );
  }

  /** Whether there is anything left to try. */
  get isOver(): boolean {
    return this.#open.size === 0;
  }

  /** Takes out the defects that no test is left for. */
  finished(): Trial[] {
    return [...this.#open.values()].flatMap((open) => (open.waiting.length === 0 ? [this.#close(open)] : []));
  }

  /** The attempts of the next round: of defects that end a test's world, or of those that do not. */
  next(endsWorld: boolean): Attempts {
    const attempts: Attempts = {};
    for (const open of this.#open.values()) {
      if (open.defect.endsWorld !== endsWorld) continue;
      for (const test of leastBusy(open, attempts)) {
        const repetitions = (attempts[test] ??= []);
        if (repetitions.length < MOST_REPETITIONS) repetitions.push(open.defect.id);
      }
      open.width *= 2;
    }
    return attempts;
  }

  /** Takes an outcome in; gives the trial where it was the defect's last, because the test has seen it. */
  took(defectId: string, outcome: Outcome, wasSpoiled: boolean): Trial | null {
    const open = this.#open.get(defectId);
    if (open === undefined) return null;
    open.waiting = open.waiting.filter((test) => test !== outcome.test);
    if (!wasSpoiled) {
      open.missed += 1;
      return null;
    }
    open.tried.push(triedTest(outcome));
    return verdictOf(open.tried) === 'killed' ? this.#close(open) : null;
  }

  /** Takes a test away from a defect that it was to meet and never did, so that no round tries it for ever. */
  gaveUp(attempts: Attempts): void {
    for (const [test, ids] of Object.entries(attempts)) {
      for (const id of ids) {
        const open = this.#open.get(id);
        if (open !== undefined) open.waiting = open.waiting.filter((name) => name !== test);
      }
    }
  }

  #close({ defect: { id, family, area, text }, tried, missed }: OpenDefect): Trial {
    this.#open.delete(id);
    const verdict = verdictOf(tried);
    return {
      id,
      family,
      area,
      text,
      verdict,
      tried,
      note:
        verdict === 'unreached'
          ? `${text} No test makes a call that it changes (${missed} were tried).`
          : null,
      seconds: tried.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000,
    };
  }
}

/**
 * The tests that a defect meets next: of its best ones those with the fewest defects in this round. Playwright gives each
 * repetition a worker of its own, so a run is fast where many tests are repeated little.
 */
function leastBusy({ waiting, width }: OpenDefect, attempts: Attempts): string[] {
  const busy = (test: string) => attempts[test]?.length ?? 0;
  return waiting
    .slice(0, width + SPREAD)
    .toSorted((a, b) => busy(a) - busy(b))
    .slice(0, width);
}
