import { describe, expect, it } from 'vitest';
import { predictionFaults } from '../../src/control/detectors/rows-sent-along.ts';

const features = ['amount', 'age'];

describe('faults of a prediction', () => {
  it('are none where each row has a value or null for each feature', () => {
    const rows = [
      [1, 2],
      [null, 3],
    ];

    expect(predictionFaults(features, { rows })).toEqual([]);
    expect(predictionFaults(features, { rows, columns: ['age', 'amount'] })).toEqual([]);
  });

  it('name each row that is too short or too long', () => {
    expect(predictionFaults(features, { rows: [[1, 2], [1], [1, 2], [1, 2, 3]] })).toEqual([
      { pointer: '/rows/1', detail: 'Has 1 values, the version has 2 feature columns' },
      { pointer: '/rows/3', detail: 'Has 3 values, the version has 2 feature columns' },
    ]);
  });

  it('stop after twenty rows', () => {
    expect(predictionFaults(features, { rows: Array.from({ length: 30 }, () => [1]) })).toHaveLength(20);
  });

  it('name columns that are strange, repeated or missing', () => {
    expect(
      predictionFaults(features, { rows: [[1, 2, 3]], columns: ['amount', 'height', 'amount'] }),
    ).toEqual([
      { pointer: '/columns/1', detail: 'Not a feature column of this version' },
      { pointer: '/columns/2', detail: 'Named more than once' },
      { pointer: '/columns', detail: 'Missing: age' },
    ]);
  });
});
