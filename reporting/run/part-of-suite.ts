import type { FullConfig } from '@playwright/test/reporter';

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
