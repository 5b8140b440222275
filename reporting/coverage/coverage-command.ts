import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadContract } from '../../contract/contract.ts';
import { loadExclusions } from '../../contract/coverage-exclusions.ts';
import { readCoverageFile } from './coverage-file.ts';
import { COVERAGE_THRESHOLD, coverageOf, describeCoverage, isEnough } from './operation-coverage.ts';

// `npm run coverage:operations [-- FILE]`: how much of the contract the last run has seen in real exchanges, and what it
// has not, by name. Fails below the threshold, and on an exclusion that excludes nothing any more.

const file =
  process.argv[2] ?? path.resolve(import.meta.dirname, '..', '..', 'reports', 'operation-coverage.json');
if (!existsSync(file)) refuse(`${file} is missing: run the suite first.`);

const { runId, projects, traffic } = readCoverageFile(file);
const coverage = coverageOf(loadContract().operations, traffic, loadExclusions());
const tests = Object.entries(projects).map(([name, count]) => `${name} ${count}`);
console.log(`Run       ${runId} (tests: ${tests.join(', ')})`);
console.log(`Contract  ${describeCoverage(coverage)}, ${coverage.statuses.excluded} excluded`);
for (const id of coverage.operations.missing) console.log(`never succeeded  ${id}`);
for (const [id, statuses] of Object.entries(coverage.statuses.missing))
  console.log(`never seen       ${id} ${statuses.join(', ')}`);
for (const line of coverage.stale) console.log(`stale exclusion  ${line}`);
if (!isEnough(coverage))
  refuse(
    `Below ${COVERAGE_THRESHOLD * 100} %, or with a stale exclusion: add the missing tests, or mend contract/coverage-exclusions.yaml.`,
  );

function refuse(line: string): never {
  console.error(line);
  process.exit(1);
}
