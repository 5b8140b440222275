import { describe, expect, it } from 'vitest';
import { checkedParameters } from '../../src/control/detectors/parameters.ts';
import { Problem } from '../../src/http/problem.ts';

function pointersOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error instanceof Problem ? error.errors?.map(({ pointer }) => pointer) : error;
  }
  return 'no fault';
}

describe('parameters of a detector', () => {
  it('are filled in with the defaults of the algorithm', () => {
    expect(checkedParameters('isolation_forest', { trees: 500 })).toEqual({ trees: 500, sampleSize: 256 });
    expect(checkedParameters('robust_zscore', {})).toEqual({ aggregation: 'max' });
  });

  it('are refused out of range, of the wrong kind or unknown, all at once', () => {
    expect(
      pointersOf(() => checkedParameters('isolation_forest', { trees: 501, sampleSize: 16.5, 'a/b~c': 1 })),
    ).toEqual(['/parameters/a~1b~0c', '/parameters/trees', '/parameters/sampleSize']);
    expect(pointersOf(() => checkedParameters('robust_zscore', { aggregation: 'median' }))).toEqual([
      '/parameters/aggregation',
    ]);
  });
});
