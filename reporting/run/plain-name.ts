import path from 'node:path';
import type { TestCase } from '@playwright/test/reporter';

/** A test's name without project and line, the same in every run: `tests/api/a.spec.ts › Title of its describe › title`. */
export function plainNameOf(test: TestCase): string {
  const [, , , ...titles] = test.titlePath();
  return [path.relative(process.cwd(), test.location.file), ...titles].join(' › ');
}
