import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FullConfig, FullResult, Reporter, Suite } from '@playwright/test/reporter';
import { environment, ROOT } from '../../config/environment.ts';
import { addGlobalPage } from '../allure/global-page.ts';
import { coveredIn } from '../coverage/contract-coverage-file.ts';
import { targetOf } from '../run/target-of.ts';
import { codeVersion } from './code-version.ts';
import { historyPage } from './history-page.ts';
import { appendRun } from './history-store.ts';
import { recordOf } from './record-of.ts';

export interface HistoryReporterOptions {
  /** The file that keeps the runs. What it gets has been redacted, and so it is no artefact of this run alone. */
  store: string;
  /** The history as a page. */
  outputFile: string;
  /** The page is put beside these results, and shown in the report that is made of them; without it, it is not. */
  allureResultsDir?: string;
  /** What of the contract the run has exercised, as the contract-coverage reporter, listed before, has left it. */
  coverageFile?: string;
}

/** Keeps what became of each test in a file over the runs. A history that cannot be written fails no run: it is said in one line. */
export default class HistoryReporter implements Reporter {
  readonly #options: HistoryReporterOptions;
  #config: FullConfig | null = null;
  #suite: Suite | null = null;

  constructor(options: HistoryReporterOptions) {
    this.#options = options;
  }

  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig, suite: Suite): void {
    this.#config = config;
    this.#suite = suite;
  }

  onEnd(result: FullResult): void {
    if (this.#config === null || this.#suite === null) return;
    if (!this.#suite.allTests().some(({ results }) => results.length > 0)) return;
    try {
      this.#record(this.#config, this.#suite, result);
    } catch (error) {
      console.warn(`History   not written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #record(config: FullConfig, suite: Suite, result: FullResult): void {
    const { store, outputFile, allureResultsDir, coverageFile } = this.#options;
    const { id: runId } = environment.run;
    const code = codeVersion(ROOT);
    const { run, names } = recordOf(config, suite, result, {
      runId,
      code: code === null ? null : `${code} ${nameOfTarget(config)}`,
      covered:
        coverageFile !== undefined && existsSync(coverageFile) ? coveredIn(coverageFile, runId) : undefined,
    });
    const page = historyPage(appendRun(store, run, names));
    mkdirSync(path.dirname(outputFile), { recursive: true });
    writeFileSync(outputFile, page);
    if (allureResultsDir !== undefined)
      addGlobalPage(allureResultsDir, {
        id: 'history',
        name: 'History and flakiness',
        page,
        at: new Date().toISOString(),
      });
  }
}

/** What of the target may change while the suite's code does not; its port says nothing of it. */
function nameOfTarget(config: FullConfig): string {
  return targetOf(config).replace(/ at http:\/\/127\.0\.0\.1:\d+$/, '');
}
