import { createHash } from 'node:crypto';
import path from 'node:path';
import type { FullConfig, Suite } from '@playwright/test/reporter';
import { hasEnded, isPartOf } from './part-of-suite.ts';

/** How much of the suite a run took. */
export interface RunScope {
  /** Whether not every test of the suite ran to its end. */
  isPart: boolean;
  /** `whole`, or a short digest: the same for runs of the same tests' files by the same projects. */
  scope: string;
}

/** Reads the scope from the results themselves. */
export function scopeOf(
  config: Pick<FullConfig, 'shard' | 'argv' | 'projects' | 'rootDir'>,
  suite: Suite,
): RunScope {
  const tests = suite.allTests();
  const isPart = isPartOf(config, tests, config.projects);
  if (!isPart) return { isPart, scope: 'whole' };
  const files = new Set(
    tests
      .filter(hasEnded)
      .map((test) => `${test.titlePath()[1] ?? ''} ${path.relative(config.rootDir, test.location.file)}`),
  );
  return {
    isPart,
    scope: createHash('sha256')
      .update([...files].sort().join('\n'))
      .digest('hex')
      .slice(0, 12),
  };
}
