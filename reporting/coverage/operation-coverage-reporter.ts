import type { Reporter, Suite } from '@playwright/test/reporter';
import { environment } from '../../config/environment.ts';
import { loadContract } from '../../contract/contract.ts';
import { loadExclusions } from '../../contract/coverage-exclusions.ts';
import { readTraffic } from '../../contract/traffic/traffic-files.ts';
import { trafficFolder } from '../../targets/current-target.ts';
import { writeCoverageFile } from './coverage-file.ts';
import { coverageOf, describeCoverage } from './operation-coverage.ts';

/** Merges what the workers exchanged, keeps it in `outputFile` and says in one line how much of the contract was seen. */
export default class OperationCoverageReporter implements Reporter {
  readonly #outputFile: string;
  #suite: Suite | null = null;

  constructor(options: { outputFile: string }) {
    this.#outputFile = options.outputFile;
  }

  printsToStdio(): boolean {
    return false;
  }

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite;
  }

  onEnd(): void {
    const traffic = readTraffic(trafficFolder());
    if (this.#suite === null || Object.keys(traffic).length === 0) return;
    const projects = Object.fromEntries(
      this.#suite.suites.map((project) => [project.title, project.allTests().length]),
    );
    writeCoverageFile(this.#outputFile, { runId: environment.run.id, projects, traffic });
    const coverage = coverageOf(loadContract().operations, traffic, loadExclusions());
    console.log(`Contract  ${describeCoverage(coverage)}; what is missing: npm run coverage:operations`);
  }
}
