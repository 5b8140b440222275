import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { proofEnvironment, ROOT } from '../../config/environment.ts';
import { runNode } from './child-process.ts';
import { NOTHING_RAN } from './detection.ts';
import { literal } from './literal.ts';
import type { Outcome } from './outcome.ts';

const VITEST = path.join(ROOT, 'node_modules/vitest/vitest.mjs');
const RESULTS = path.join(ROOT, 'reports', 'prove', 'plans');

/** A test that ran out of time; its stack is sometimes all that Vitest keeps of it. */
const LATE = /\bTest timed out in \d+ms|\bSTACK_TRACE_ERROR\b/;

const resultsSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          duration: z.number().nullish(),
          failureMessages: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
});

export interface VitestRun {
  /** Folder that the files are named from. */
  root: string;
  files: readonly string[];
  /** Part of the titles of the tests that are run; `null` for all. */
  title: string | null;
  /** Project of the suite's own configuration; the platform's tests, which stand alone, have none. */
  project: 'contract' | null;
  platformFolder?: string;
  /** Whether the first failure ends it. */
  bail: boolean;
  signal: AbortSignal;
}

/** Runs files of unit or contract tests, and gives what became of each test. */
export async function runVitest(run: VitestRun): Promise<Outcome[]> {
  mkdirSync(RESULTS, { recursive: true });
  const folder = mkdtempSync(path.join(RESULTS, 'vitest-'));
  const results = path.join(folder, 'results.json');
  const own = ['--testTimeout', '60000', '--hookTimeout', '60000'];
  try {
    const { tail } = await runNode({
      args: [
        VITEST,
        'run',
        ...run.files,
        ...['--root', run.root, '--reporter', 'json', '--outputFile', results],
        ...(run.project === null ? own : ['--project', run.project]),
        ...(run.title === null ? [] : ['--testNamePattern', literal(run.title)]),
        ...(run.bail ? ['--bail', '1'] : []),
      ],
      env: proofEnvironment(run.platformFolder === undefined ? {} : { platformFolder: run.platformFolder }),
      signal: run.signal,
    });
    if (!existsSync(results)) throw new Error(`vitest ended without results: ${tail.at(-1) ?? ''}`);
    return outcomesIn(JSON.parse(readFileSync(results, 'utf8')), run.root);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The outcomes in Vitest's JSON. A file that did not even load, or whose hooks failed, counts as one test that crashed. */
export function outcomesIn(json: unknown, root: string): Outcome[] {
  return resultsSchema.parse(json).testResults.flatMap(({ name, status: end, message, assertionResults }) => {
    const file = path.relative(root, name).replaceAll('\\', '/');
    const tests = assertionResults.filter(({ status }) => status === 'passed' || status === 'failed');
    if (tests.length === 0 && end === 'failed') {
      return [
        {
          test: `vitest | ${file} | `,
          repetition: 0,
          status: 'failed' as const,
          durationMs: 0,
          errors: [`${NOTHING_RAN}: ${stripVTControlCharacters(message)}`],
        },
      ];
    }
    return tests.map(({ fullName, status, duration, failureMessages }) => {
      const errors = failureMessages.map((error) => stripVTControlCharacters(error).slice(0, 1500));
      const late = errors.some((error) => LATE.test(error));
      return {
        test: `vitest | ${file} | ${fullName}`,
        repetition: 0,
        status:
          status === 'passed' ? ('passed' as const) : late ? ('timedOut' as const) : ('failed' as const),
        durationMs: duration ?? 0,
        errors,
      };
    });
  });
}
