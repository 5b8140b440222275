import type { FullConfig, Suite, TestCase } from '@playwright/test/reporter';
import { BUDGET_EXCEEDED, BUDGETS_JUDGED, BUDGETS_OPEN } from '../../load/budgets/annotations.ts';
import { isPartOf } from '../run/part-of-suite.ts';
import { plainNameOf } from '../run/plain-name.ts';
import { endOf, type Totals } from '../run/totals.ts';

/** A test of the run as gates see it. */
export interface GatedTest {
  /** `tests/api/a.spec.ts › Title of its describe › title`. */
  name: string;
  project: string;
  tags: readonly string[];
  end: keyof Totals;
  /** Load budgets that it held measurements to. */
  budgetsJudged: number;
  /** Those that it could not, since the measurement was not valid. */
  budgetsOpen: number;
  /** Those of them that were exceeded, one line each. */
  budgetsExceeded: readonly string[];
}

/** What Playwright has seen of a run. */
export interface RunFacts {
  tests: readonly GatedTest[];
  /** Whether not every test of the suite ran to its end. */
  isPart: boolean;
  /** Projects of which every test ran to its end. */
  wholeProjects: ReadonlySet<string>;
  durationMs: number;
  /** When it is judged. */
  now: Date;
}

/** Reads the facts from the results themselves. */
export function factsOf(
  config: Pick<FullConfig, 'shard' | 'argv' | 'projects'>,
  suite: Suite,
  { durationMs, now }: Pick<RunFacts, 'durationMs' | 'now'>,
): RunFacts {
  const tests = suite.allTests();
  const projectsNamed = (wanted: string) => config.projects.filter(({ name }) => name === wanted);
  const whole = suite.suites.filter(
    (project) => !isPartOf(config, project.allTests(), projectsNamed(project.title)),
  );
  return {
    tests: tests.map(gatedTest),
    isPart: isPartOf(config, tests, config.projects),
    wholeProjects: new Set(whole.map(({ title }) => title)),
    durationMs,
    now,
  };
}

function gatedTest(test: TestCase): GatedTest {
  const [, project = ''] = test.titlePath();
  const annotations = test.results.at(-1)?.annotations ?? [];
  const described = (wanted: string) =>
    annotations.flatMap(({ type, description = '' }) => (type === wanted ? [description] : []));
  const counted = (wanted: string) => described(wanted).reduce((sum, count) => sum + Number(count), 0);
  return {
    name: plainNameOf(test),
    project,
    tags: test.tags,
    end: endOf(test),
    budgetsJudged: counted(BUDGETS_JUDGED),
    budgetsOpen: counted(BUDGETS_OPEN),
    budgetsExceeded: described(BUDGET_EXCEEDED),
  };
}
