import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FullConfig, FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter';
import { errorText, nameOf } from './failure-text.ts';
import { countTests, type Totals } from './totals.ts';

/** What a run found, for machines: `reports/summary.json`. */
export interface Summary {
  runId: string | null;
  target: { url: string; kind: string; name: string; version: string } | null;
  /** UTC ISO-8601. */
  startedAt: string;
  durationMs: number;
  status: FullResult['status'];
  totals: Totals;
  projects: Record<string, Totals>;
  failures: { test: string; status: string; error: string }[];
  /** The ten slowest tests. */
  slowest: { test: string; durationMs: number }[];
}

/** Writes the summary of a run as JSON to `outputFile`; nothing for a run that tested nothing. */
export default class SummaryReporter implements Reporter {
  readonly #outputFile: string;
  #config: FullConfig | null = null;
  #suite: Suite | null = null;

  constructor(options: { outputFile: string }) {
    this.#outputFile = options.outputFile;
  }

  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig, suite: Suite): void {
    this.#config = config;
    this.#suite = suite;
  }

  onEnd(result: FullResult): void {
    if (this.#suite === null || this.#config === null) return;
    if (!this.#suite.allTests().some(({ results }) => results.length > 0)) return;
    mkdirSync(path.dirname(this.#outputFile), { recursive: true });
    writeFileSync(
      this.#outputFile,
      `${JSON.stringify(summarise(this.#config, this.#suite, result), null, 2)}\n`,
    );
  }
}

function summarise({ metadata }: FullConfig, suite: Suite, result: FullResult): Summary {
  const tests = suite.allTests();
  const known = metadata as { runId?: string; target?: Summary['target'] };
  return {
    runId: known.runId ?? null,
    target: known.target ?? null,
    startedAt: result.startTime.toISOString(),
    durationMs: Math.round(result.duration),
    status: result.status,
    totals: countTests(tests),
    projects: Object.fromEntries(
      suite.suites.map((project) => [project.title, countTests(project.allTests())]),
    ),
    failures: tests.filter((test) => !test.ok()).flatMap(failuresOf),
    slowest: tests
      .map((test) => ({
        test: nameOf(test),
        durationMs: Math.max(0, ...test.results.map(({ duration }) => duration)),
      }))
      .sort((a, b) => b.durationMs - a.durationMs)
      .slice(0, 10),
  };
}

function failuresOf(test: TestCase): Summary['failures'] {
  return test.results.slice(-1).map((last) => ({
    test: nameOf(test),
    status: last.status,
    error: last.errors.map(errorText).join('\n\n'),
  }));
}
