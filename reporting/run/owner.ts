import type { TestCase } from '@playwright/test/reporter';

/** Type of the annotation by which a test, or its describe, says who mends it. */
const OWNER = 'owner';

/** Who is asked first about a test of a project that names nobody. */
const OF_PROJECT: Record<string, string> = {
  api: 'platform',
  e2e: 'web',
  security: 'security',
  load: 'performance',
};

/** Who mends a test: who is named at it, else the owner of its project; `null` for a project that nobody owns. */
export function ownerOf(test: TestCase): string | null {
  const named = test.annotations.find(({ type }) => type === OWNER)?.description;
  return named ?? OF_PROJECT[test.titlePath()[1] ?? ''] ?? null;
}
