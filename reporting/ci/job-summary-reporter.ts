import { appendFileSync } from 'node:fs';
import type { FullConfig, FullResult, Reporter, Suite } from '@playwright/test/reporter';
import { environment } from '../../config/environment.ts';
import { gatesOfRun } from '../notifications/gates-of-run.ts';
import { categoryOf } from '../run/category.ts';
import { errorText, nameOf } from '../run/failure-text.ts';
import { targetOf } from '../run/target-of.ts';
import { countTests } from '../run/totals.ts';
import { type FailedTest, jobSummary } from './job-summary.ts';

/** Appends how the run has ended to the page of the CI job, where there is one (`GITHUB_STEP_SUMMARY`). Listed behind the gates. */
export default class JobSummaryReporter implements Reporter {
  readonly #gatesFile: string;
  #config: FullConfig | null = null;
  #suite: Suite | null = null;

  constructor(options: { gatesFile: string }) {
    this.#gatesFile = options.gatesFile;
  }

  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig, suite: Suite): void {
    this.#config = config;
    this.#suite = suite;
  }

  onEnd({ status, duration: durationMs }: FullResult): void {
    const { jobSummary: file, reportUrl: link, run } = environment;
    if (file === null || this.#config === null || this.#suite === null) return;
    if (!this.#suite.allTests().some(({ results }) => results.length > 0)) return;
    const summary = jobSummary({
      status,
      target: targetOf(this.#config),
      runId: run.id,
      durationMs,
      projects: new Map(this.#suite.suites.map((project) => [project.title, countTests(project.allTests())])),
      gates: gatesOfRun(this.#gatesFile, run.id),
      failures: failuresIn(this.#suite),
      link,
    });
    appendFileSync(file, summary);
  }
}

function failuresIn(suite: Suite): FailedTest[] {
  return suite
    .allTests()
    .filter((test) => !test.ok())
    .flatMap((test) =>
      test.results.slice(-1).map((last) => ({
        name: nameOf(test),
        category: categoryOf(last, false),
        error: last.errors.map(errorText).join('\n\n'),
      })),
    );
}
