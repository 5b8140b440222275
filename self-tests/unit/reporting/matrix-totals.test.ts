import { describe, expect, it } from 'vitest';
import { describeMatrix } from '../../../reporting/matrix-totals.ts';

function tested(annotations: { type: string; description?: string }[]) {
  return { results: [{ annotations }] } as unknown as Parameters<typeof describeMatrix>[0][number];
}

describe('the line on the matrix', () => {
  it('counts operations and cells of the tests that noted them', () => {
    const cells = (count: string) => tested([{ type: 'matrix cells', description: count }]);

    expect(describeMatrix([cells('1200'), cells('43'), tested([])])).toBe(
      '2 operations, 1,243 cells, 6 oracles',
    );
  });

  it('is not there for a run without the matrix', () => {
    expect(describeMatrix([tested([{ type: 'check', description: 'AZF-01' }])])).toBeNull();
  });
});
