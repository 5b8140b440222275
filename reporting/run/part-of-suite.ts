import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { FullConfig, FullProject, TestCase } from '@playwright/test/reporter';
import { endOf } from './totals.ts';

/** Options of the command line that leave out tests of a file. */
const NARROWING = /^(?:-g|--grep|--grep-invert|--last-failed|--only-changed|--test-list)(?:=|$)/;

/** Whether a run took only a part of the suite: not every spec file, a shard, or only tests of some name. */
export function isPartOfSuite(
  { shard, argv }: Pick<FullConfig, 'shard' | 'argv'>,
  specsThatRan: readonly string[],
  specs: readonly string[],
): boolean {
  const ran = new Set(specsThatRan);
  return (
    shard !== null ||
    argv.some((argument) => NARROWING.test(argument)) ||
    specs.some((spec) => !ran.has(spec))
  );
}

/** Whether not every test of these projects ran to its end; `tests` are theirs, as far as the run has taken them. */
export function isPartOf(
  config: Pick<FullConfig, 'shard' | 'argv'>,
  tests: readonly TestCase[],
  projects: readonly Pick<FullProject, 'testDir'>[],
): boolean {
  const ended = tests.filter(hasEnded);
  return ended.length < tests.length || isPartOfSuite(config, specsOf(ended), specsOnDisk(projects));
}

/** Whether a test ran to its end, or was skipped on purpose. */
export function hasEnded(test: TestCase): boolean {
  return test.results.length > 0 && endOf(test) !== 'interrupted';
}

/** Spec files of tests, one for each test. */
export function specsOf(tests: readonly TestCase[]): string[] {
  return tests.map(({ location }) => location.file);
}

/** Every spec file in the folders of projects, absolute. */
export function specsOnDisk(projects: readonly Pick<FullProject, 'testDir'>[]): string[] {
  return [...new Set(projects.map(({ testDir }) => testDir))].filter(existsSync).flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.spec.ts'))
      .map((file) => path.join(folder, file)),
  );
}
