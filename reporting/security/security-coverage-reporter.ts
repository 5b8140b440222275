import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FullConfig, Reporter, Suite, TestCase } from '@playwright/test/reporter';
import { environment } from '../../config/environment.ts';
import { REFUSED_BY_PROFILE } from '../../config/profile.ts';
import { loadAsvs } from '../../contract/asvs.ts';
import { loadSecurityChecks } from '../../contract/security-checks.ts';
import { readVerdict } from '../artefacts/verdict.ts';
import { addGlobalPage } from '../allure/global-page.ts';
import { groupOf } from './catalogue-titles.ts';
import { nameOf } from '../run/failure-text.ts';
import { targetOf } from '../run/target-of.ts';
import { isPartOfSuite, specsOf, specsOnDisk } from '../run/part-of-suite.ts';
import {
  type ClaimEnd,
  claimsOf,
  type ClaimingTest,
  describeSecurity,
  securityCoverageOf,
} from './security-coverage.ts';
import { type SecurityReport, securityPage } from './security-page.ts';

export interface SecurityCoverageOptions {
  /** `security-coverage.json` and `security-coverage.html` go here. */
  outputDir: string;
  /** The page is put beside these results, and shown in the report that is made of them; without it, it is not. */
  allureResultsDir?: string;
  /** What the artefact reporter, which must be listed before, has found; without it no check of artefacts is proven. */
  secretsFile?: string;
}

/** Checks of this group are made by their tests and by the inspection at the end of the run together. */
const OF_ARTEFACTS = 'ART';

/** Tells from the annotations of the tests that really ran what the run has shown of the platform's security. */
export default class SecurityCoverageReporter implements Reporter {
  readonly #options: SecurityCoverageOptions;
  #config: FullConfig | null = null;
  #suite: Suite | null = null;

  constructor(options: SecurityCoverageOptions) {
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
    if (this.#suite === null || this.#config === null) return;
    const tests = this.#suite.allTests().filter(({ results }) => results.length > 0);
    const { secretsFile } = this.#options;
    const areClean = secretsFile === undefined ? null : readVerdict(secretsFile, environment.run.id);
    const claiming = tests.map((test) => judgedWithArtefacts(claimingTest(test), areClean));
    if (!claiming.some((test) => claimsOf(test).length > 0)) return;
    const coverage = securityCoverageOf(claiming, loadSecurityChecks(), loadAsvs());
    const report: SecurityReport = {
      runId: environment.run.id,
      profile: environment.profile,
      target: targetOf(this.#config),
      endedAt: new Date().toISOString(),
      isPart: isPartOfSuite(this.#config, specsOf(tests), specsOnDisk(this.#config.projects)),
      coverage,
    };
    this.#write(report);
    const scope = report.isPart ? ' (of this run, a part of the suite)' : '';
    console.log(`Security  ${describeSecurity(coverage)}${scope}`);
  }

  #write(report: SecurityReport): void {
    const { outputDir, allureResultsDir } = this.#options;
    const page = securityPage(report);
    mkdirSync(outputDir, { recursive: true });
    writeFileSync(path.join(outputDir, 'security-coverage.json'), `${JSON.stringify(report, null, 2)}\n`);
    writeFileSync(path.join(outputDir, 'security-coverage.html'), page);
    if (allureResultsDir === undefined) return;
    addGlobalPage(allureResultsDir, {
      id: 'security-coverage',
      name: 'Security coverage',
      page,
      at: report.endedAt,
    });
  }
}

function claimingTest(test: TestCase): ClaimingTest {
  const last = test.results.at(-1);
  return { name: nameOf(test), end: endOf(test), annotations: last?.annotations ?? test.annotations };
}

/** A test that has a secret leak has not passed before the artefacts have been found clean. */
function judgedWithArtefacts(test: ClaimingTest, areClean: boolean | null): ClaimingTest {
  if (test.end !== 'passed' || areClean === true) return test;
  if (!claimsOf(test).some((id) => groupOf(id) === OF_ARTEFACTS)) return test;
  return { ...test, end: areClean === null ? 'skipped' : 'failed' };
}

function endOf(test: TestCase): ClaimEnd {
  const last = test.results.at(-1);
  if (last?.status === 'skipped')
    return last.annotations.some(({ type }) => type === REFUSED_BY_PROFILE) ? 'refused' : 'skipped';
  if (last === undefined || last.status === 'interrupted') return 'skipped';
  // A test that is expected to fail, or passed only on a retry, proves nothing.
  return test.outcome() === 'expected' && last.status === 'passed' ? 'passed' : 'failed';
}
