import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { ContractCoverage } from './contract-coverage.ts';

/** What changed since an earlier run of the same tests. */
export interface CoverageChange {
  /** The earlier run. */
  since: { runId: string; startedAt: string };
  /** Names of what is seen now and was not then; and the contrary. */
  gained: readonly string[];
  lost: readonly string[];
}

/** `reports/contract-coverage.json`. */
export interface ContractCoverageReport {
  /** Of this file's form. */
  version: 1;
  runId: string;
  /** Name, version and address of the target. */
  target: string;
  /** UTC ISO-8601. */
  endedAt: string;
  isPart: boolean;
  coverage: ContractCoverage;
  /** Names of what was seen, and of what was not. */
  covered: readonly string[];
  missing: readonly string[];
  /** `null` where no earlier run of the same tests is known. */
  change: CoverageChange | null;
}

export function writeContractCoverage(file: string, report: ContractCoverageReport): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 1)}\n`);
}

/** What that run has covered, by name; `undefined` where the file is of another run. Throws where it is none of ours. */
export function coveredIn(file: string, runId: string): string[] | undefined {
  const report = z
    .object({ runId: z.string(), covered: z.array(z.string()) })
    .parse(JSON.parse(readFileSync(file, 'utf8')));
  return report.runId === runId ? report.covered : undefined;
}
