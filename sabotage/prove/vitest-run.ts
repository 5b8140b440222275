import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { proofEnvironment, ROOT } from '../../config/environment.ts';
import { runNode } from './child-process.ts';
import { literal } from './literal.ts';
import type { Outcome } from './outcome.ts';
import { outcomesIn } from './vitest-results.ts';

const VITEST = path.join(ROOT, 'node_modules/vitest/vitest.mjs');
const RESULTS = path.join(ROOT, 'reports', 'prove', 'plans');

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
