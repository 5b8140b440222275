import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import { API_BASE_PATH } from '../../api-clients/http/transport.ts';
import { targetUrl } from '../../config/environment.ts';
import { unknownTags } from '../../config/tags.ts';
import { Refusal } from '../../targets/refusal.ts';
import { errorText, failureText, nameOf } from '../run/failure-text.ts';
import { describeMatrix } from '../run/matrix-totals.ts';
import { isGone, looksLostConnection } from './target-watch.ts';
import { countTests, describeTotals } from '../run/totals.ts';

/** Without a terminal a line of progress is printed this often. */
const LINE_EVERY_MS = 10_000;

interface Failure {
  test: TestCase;
  result: TestResult;
}

/**
 * The terminal: one line of progress, each failure in full as it happens, totals at the end. Refuses tags outside the
 * vocabulary, and stops a run whose target has gone with one line in place of a failure for each test.
 */
export default class ProgressReporter implements Reporter {
  #tests: readonly TestCase[] = [];
  #finished = 0;
  #failed = 0;
  #startedAt = 0;
  #printedAt = 0;
  #suspects: Failure[] = [];
  #probe: Promise<void> | null = null;
  #gone = false;
  /** Lines that the starting platform has said itself. */
  #platformLines = 0;
  readonly #listing: boolean;

  /** Playwright tells a reporter in `_mode` whether tests run or are only listed (then its own reporter lists them). */
  constructor(options: { _mode?: string } = {}) {
    this.#listing = options._mode === 'list';
  }

  printsToStdio(): boolean {
    return !this.#listing;
  }

  async preprocess({ suite }: { suite: Suite }): Promise<void> {
    const offender = suite.allTests().find(({ tags }) => unknownTags(tags).length > 0);
    if (offender === undefined) return Promise.resolve();
    throw new Refusal(
      `Unknown tag ${unknownTags(offender.tags).join(', ')} at ${nameOf(offender)}; use one of config/tags.ts.`,
    );
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    if (this.#listing) return;
    this.#tests = suite.allTests();
    this.#startedAt = performance.now();
    this.#printedAt = this.#startedAt;
    if (this.#tests.length > 0) console.log(`Tests     ${this.#tests.length}\n`);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    this.#finished += 1;
    const failed =
      result.status !== 'skipped' && result.status !== 'interrupted' && result.status !== test.expectedStatus;
    if (failed) this.#onFailure({ test, result });
    this.#showProgress();
  }

  onError(error: TestError): void {
    if (this.#gone || this.#listing) return;
    const text = errorText(error);
    // The platform has said what is wrong; that it then ended says nothing more.
    if (this.#platformLines > 0 && text.includes('Process from config.webServer')) return;
    this.#clearLine();
    console.error(text);
  }

  onStdOut(chunk: string | Buffer): void {
    this.#clearLine();
    process.stdout.write(chunk);
  }

  onStdErr(chunk: string | Buffer, test?: TestCase): void {
    if (test === undefined) this.#platformLines += 1;
    this.#clearLine();
    process.stderr.write(chunk);
  }

  async onEnd(result: FullResult): Promise<{ status?: FullResult['status'] } | undefined> {
    await this.#probe;
    this.#clearLine();
    if (this.#tests.length === 0) return undefined;
    const totals = countTests(this.#tests);
    const seconds = (result.duration / 1000).toFixed(1);
    const matrix = describeMatrix(this.#tests);
    if (matrix !== null) console.log(`\nMatrix    ${matrix}`);
    console.log(`\n${describeTotals(totals)} in ${seconds} s`);
    if (totals.failed + totals.flaky > 0 && !this.#gone) console.log('Report    npx playwright show-report');
    return this.#gone ? { status: 'failed' } : undefined;
  }

  #onFailure(failure: Failure): void {
    const messages = failure.result.errors.map(({ message = '' }) => message);
    if (this.#gone) return;
    if (!messages.some(looksLostConnection)) {
      this.#print(failure);
      return;
    }
    this.#suspects.push(failure);
    this.#probe ??= this.#askTarget().finally(() => (this.#probe = null));
  }

  async #askTarget(): Promise<void> {
    const url = targetUrl();
    if (await isGone(`${url}${API_BASE_PATH}/health/live`)) {
      this.#gone = true;
      this.#clearLine();
      console.error(
        `The target at ${url} has gone: it no longer answers, so the run ends here; look at its log, start it and run again.`,
      );
      process.kill(process.pid, 'SIGINT');
    } else for (const suspect of this.#suspects.splice(0)) this.#print(suspect);
  }

  #print({ test, result }: Failure): void {
    this.#failed += 1;
    this.#clearLine();
    console.log(`${failureText(test, result, this.#failed)}\n`);
  }

  #showProgress(): void {
    const line = `${this.#finished}/${this.#tests.length} tests, ${this.#failed} failed, ${((performance.now() - this.#startedAt) / 1000).toFixed(0)} s`;
    if (process.stdout.isTTY) {
      process.stdout.write(`\r\x1b[2K${line}`);
    } else if (performance.now() - this.#printedAt > LINE_EVERY_MS) {
      this.#printedAt = performance.now();
      console.log(line);
    }
  }

  #clearLine(): void {
    if (process.stdout.isTTY) process.stdout.write('\r\x1b[2K');
  }
}
