import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, Suite, TestCase, TestError, TestResult, TestRun } from '@playwright/test/reporter';
import { ROOT } from '../../config/environment.ts';
import { traceIdOf } from '../../targets/names.ts';
import { outcomeLine } from './outcome.ts';
import { announce, type Plan, readPlan } from './plan.ts';

/** As much of an error as says what was wrong; a diff of a whole body says no more. */
const ERROR_CHARACTERS = 1500;

/**
 * The reporter of `npm run prove`, and the only one: leaves only the attempts of the plan in the run, tells the proxy which
 * defect each is to meet, and prints what became of each as one line for the program that started the run.
 */
export default class OutcomeReporter implements Reporter {
  readonly #plan: Plan;
  readonly #runId: string;

  constructor(options: { planFile: string; runId: string }) {
    this.#plan = readPlan(options.planFile);
    this.#runId = options.runId;
  }

  printsToStdio(): boolean {
    return true;
  }

  async preprocess({ suite, testRun }: { suite: Suite; testRun: TestRun }): Promise<void> {
    const { attempts, controlUrl } = this.#plan;
    const traces: Record<string, { test: string; defect: string | null }> = {};
    for (const test of suite.allTests()) {
      const name = provenName(test);
      const defects = attempts === null ? [] : (attempts[name] ?? []);
      if (attempts !== null && test.repeatEachIndex >= defects.length) testRun.exclude(test);
      else {
        const traceId = traceIdOf({
          runId: this.#runId,
          testId: test.id,
          retry: 0,
          repetition: test.repeatEachIndex,
        });
        traces[traceId] = { test: name, defect: defects[test.repeatEachIndex] ?? null };
      }
    }
    if (controlUrl !== null) await announce(controlUrl, traces);
  }

  onTestEnd(test: TestCase, { status, duration, errors }: TestResult): void {
    const line = outcomeLine({
      test: provenName(test),
      repetition: test.repeatEachIndex,
      status,
      durationMs: duration,
      errors: errors.map(excerpt),
    });
    process.stdout.write(`${line}\n`);
  }

  onError(error: TestError): void {
    process.stdout.write(`${excerpt(error)}\n`);
  }
}

/** A test's name in results: project, file and titles. */
function provenName(test: TestCase): string {
  const [, project = '', , ...titles] = test.titlePath();
  const file = path.relative(ROOT, test.location.file).replaceAll('\\', '/');
  return [project, file, titles.join(' › ')].join(' | ');
}

function excerpt({ message, value }: TestError): string {
  return stripVTControlCharacters(message ?? value ?? '').slice(0, ERROR_CHARACTERS);
}
