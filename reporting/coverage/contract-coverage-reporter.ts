import { writeFileSync } from 'node:fs';
import type { FullConfig, Reporter, Suite } from '@playwright/test/reporter';
import { environment } from '../../config/environment.ts';
import { loadContract } from '../../contract/contract.ts';
import { loadExclusions } from '../../contract/coverage-exclusions.ts';
import { readTraffic } from '../../contract/traffic/traffic-files.ts';
import { trafficFolder } from '../../targets/current-target.ts';
import { addGlobalPage } from '../allure/global-page.ts';
import { readHistory } from '../history/history-store.ts';
import { scopeOf } from '../run/scope.ts';
import { targetOf } from '../run/target-of.ts';
import { contractCoverageOf, namesOf } from './contract-coverage.ts';
import { type ContractCoverageReport, writeContractCoverage } from './contract-coverage-file.ts';
import { contractCoveragePage } from './contract-coverage-page.ts';
import { changeSince } from './coverage-change.ts';

export interface ContractCoverageReporterOptions {
  /** The coverage as JSON; a page of the same name beside it. */
  outputFile: string;
  /** The history that earlier runs are looked up in. */
  store: string;
  /** The page is put beside these results, and shown in the report that is made of them; without it, it is not. */
  allureResultsDir?: string;
}

/** Tells what of the contract the exchanges of a run have shown: by operation, status, caller and media type. */
export default class ContractCoverageReporter implements Reporter {
  readonly #options: ContractCoverageReporterOptions;
  #config: FullConfig | null = null;
  #suite: Suite | null = null;

  constructor(options: ContractCoverageReporterOptions) {
    this.#options = options;
  }

  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig, suite: Suite): void {
    this.#config = config;
    this.#suite = suite;
  }

  onEnd(): void {
    const traffic = readTraffic(trafficFolder());
    if (this.#config === null || this.#suite === null || Object.keys(traffic).length === 0) return;
    const { outputFile, store, allureResultsDir } = this.#options;
    const contract = loadContract(environment.policyFile ?? undefined);
    const coverage = contractCoverageOf(contract, traffic, loadExclusions());
    const { isPart, scope } = scopeOf(this.#config, this.#suite);
    const covered = namesOf(coverage, true);
    const report: ContractCoverageReport = {
      version: 1,
      runId: environment.run.id,
      target: targetOf(this.#config),
      endedAt: new Date().toISOString(),
      isPart,
      coverage,
      covered,
      missing: namesOf(coverage, false),
      change: changeSince(earlierRuns(store), scope, covered),
    };
    const page = contractCoveragePage(report);
    writeContractCoverage(outputFile, report);
    writeFileSync(outputFile.replace(/\.json$/, '.html'), page);
    if (allureResultsDir !== undefined)
      addGlobalPage(allureResultsDir, {
        id: 'contract-coverage',
        name: 'Coverage of the contract',
        page,
        at: report.endedAt,
      });
    console.log(describe(report));
  }
}

/** A history that cannot be read is said by the reporter that keeps it; the coverage is told without a change. */
function earlierRuns(store: string): ReturnType<typeof readHistory>['runs'] {
  try {
    return readHistory(store).runs;
  } catch {
    return [];
  }
}

/** `Callers   470 of 569 let through, 749 of 749 refused; since run x 3 facts gained, 1 lost`. */
function describe({ coverage: { allowed, denied }, change }: ContractCoverageReport): string {
  const since =
    change === null
      ? ''
      : `; since run ${change.since.runId} ${change.gained.length} facts gained, ${change.lost.length} lost`;
  return `Callers   ${allowed.covered} of ${allowed.total} let through, ${denied.covered} of ${denied.total} refused${since}`;
}
