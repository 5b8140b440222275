import { describe, expect, it } from 'vitest';
import { describeMatrix } from '../../../reporting/run/matrix-totals.ts';

function tested(...annotations: [type: string, description: string][]) {
  const noted = annotations.map(([type, description]) => ({ type, description }));
  return { results: [{ annotations: noted }] } as unknown as Parameters<typeof describeMatrix>[0][number];
}

describe('the line on the matrix', () => {
  it('counts operations, channels and cells of the tests that noted them, and says how fast they were sent', () => {
    const tests = [
      tested(['matrix cells', '1200'], ['matrix sending', '1500.0 ms']),
      tested(['matrix cells', '43'], ['matrix sending', '400.5 ms']),
      tested(['matrix cells', '57'], ['matrix sending', '99.5 ms'], ['matrix channel', 'streams.live']),
      tested(['check', 'AZF-01']),
    ];

    expect(describeMatrix(tests)).toBe(
      '2 operations and 1 channel, 1,300 cells, 6 oracles; 2.0 s of sending, 650 cells/s a worker',
    );
  });

  it('says nothing of a pace that was not measured', () => {
    expect(describeMatrix([tested(['matrix cells', '43'])])).toBe('1 operation, 43 cells, 6 oracles');
  });

  it('is not there for a run without the matrix', () => {
    expect(describeMatrix([tested(['check', 'AZF-01'])])).toBeNull();
  });
});
