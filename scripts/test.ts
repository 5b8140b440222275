import { mkdir, rm } from 'node:fs/promises';
import { ensureBrowser } from './browser.ts';
import { runCommand } from './run-command.ts';
import { countVitest, countSuite, type Count } from './test-counts.ts';

// `npm test`: the project's own checks and tests, then the suite itself against the reference platform.
// The last line counts what really ran.

interface Stage {
  title: string;
  command: [string, ...string[]];
  /** Reads the stage's own results; without it the stage is one check that passed or failed. */
  count?: () => Promise<Count>;
}

const results = 'reports/self-tests';
const tool = (name: string, ...args: string[]): [string, ...string[]] => [
  `node_modules/.bin/${name}`,
  ...args,
];
const vitest = (project: string): Stage => ({
  title: `${project} tests`,
  command: tool(
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}/${project}.json`,
  ),
  count: () => countVitest(`${results}/${project}.json`),
});

const stages: Stage[] = [
  { title: 'format', command: tool('prettier', '--check', '--log-level', 'warn', '.') },
  { title: 'lint', command: tool('eslint', '--max-warnings', '0', '.') },
  {
    title: 'layers',
    command: tool('depcruise', '--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', '.'),
  },
  { title: 'types of the suite', command: tool('tsc', '-p', '.') },
  { title: 'types of the reference platform', command: tool('tsc', '-p', 'reference-platform') },
  { title: 'dead code', command: tool('knip') },
  vitest('unit'),
  vitest('platform'),
  vitest('contract'),
  {
    title: 'the suite against the reference platform',
    command: tool('playwright', 'test'),
    count: () => countSuite('reports/summary.json'),
  },
];

const total: Count = { passed: 0, failed: 0, skipped: 0 };
await rm(results, { recursive: true, force: true });
await rm('reports/summary.json', { force: true });
await mkdir(results, { recursive: true });
await ensureBrowser();
for (const [index, stage] of stages.entries()) {
  console.log(`\n[${index + 1}/${stages.length}] ${stage.title}`);
  const [command, ...args] = stage.command;
  const { exitCode, seconds } = await runCommand(command, args);
  const count = stage.count
    ? await stage.count()
    : { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
  // A stage that failed without a failed test (a crash, a tenant left behind) is a failure all the same.
  if (exitCode !== 0 && count.failed === 0) count.failed = 1;
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
  console.log(`${stage.title}: ${describe(count)} in ${seconds.toFixed(1)} s`);
  if (exitCode >= 128) break;
}
console.log(total.skipped === 0 ? '' : `\n${total.skipped} skipped, each with its reason in its report`);
// Read by CI, so in one form whatever was skipped.
console.log(describe({ ...total, skipped: 0 }));
process.exitCode = total.failed === 0 ? 0 : 1;

function describe(count: Count): string {
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
  return `${count.passed} passed, ${count.failed} failed${skipped}`;
}
