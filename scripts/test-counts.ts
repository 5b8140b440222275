import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** Results of a stage, in tests. */
export interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const suiteSummary = z.object({
  totals: z.object({ passed: z.number(), failed: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** Counts a Vitest JSON report; a file that could not even be loaded counts as one failure. */
export async function countVitest(file: string): Promise<Count> {
  const report = await read(file, vitestReport);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const unloaded = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests,
  };
}

/** Counts the suite's JSON summary; a flaky test is a failure, and so is a run that tested nothing. */
export async function countSuite(file: string): Promise<Count> {
  const summary = await read(file, suiteSummary);
  if (!summary) return { passed: 0, failed: 1, skipped: 0 };
  const { passed, failed, flaky, skipped } = summary.totals;
  return { passed, failed: failed + flaky + (passed + failed === 0 ? 1 : 0), skipped };
}

async function read<T>(file: string, schema: z.ZodType<T>): Promise<T | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    console.error(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
