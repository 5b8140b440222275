import type { TestCase } from '@playwright/test/reporter';

/** What a test of the matrix notes at itself: how many cells it has tried. */
export const MATRIX_CELLS = 'matrix cells';

/** How many questions each cell is asked: status, canary, side effect, existence, read-back, audit. */
const ORACLES = 6;

/** One line: `115 operations, 11,842 cells, 6 oracles`; `null` for a run without the matrix. */
export function describeMatrix(tests: readonly Pick<TestCase, 'results'>[]): string | null {
  const tried = tests.flatMap(({ results }) => {
    const noted = results.at(-1)?.annotations.find(({ type }) => type === MATRIX_CELLS)?.description;
    return noted === undefined ? [] : [Number(noted)];
  });
  if (tried.length === 0) return null;
  const cells = tried.reduce((sum, each) => sum + each, 0);
  return `${tried.length} operations, ${cells.toLocaleString('en')} cells, ${ORACLES} oracles`;
}
