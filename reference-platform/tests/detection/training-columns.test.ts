import { describe, expect, it } from 'vitest';
import { trainingColumns, type DetectionSource } from '../../src/control/detectors/training-source.ts';
import { Problem } from '../../src/http/problem.ts';

const source: DetectionSource = {
  id: '019aa000-0000-7000-8000-000000000001',
  row_count: 20_001,
  label_column: 'fraud',
  time_column: 'when',
  columns: [
    { name: 'when', type: 'datetime', missing: 0 },
    { name: 'amount', type: 'number', missing: 2 },
    { name: 'fraud', type: 'number', missing: 0 },
    { name: 'age', type: 'number', missing: 0 },
    { name: 'weekend', type: 'boolean', missing: 0 },
  ],
};

function faultsOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error instanceof Problem ? { status: error.status, errors: error.errors } : error;
  }
  return 'no fault';
}

describe('feature columns of a training', () => {
  it('are the number columns without the label when none are asked for', () => {
    expect(trainingColumns(source, 'isolation_forest', undefined)).toEqual(['amount', 'age']);
  });

  it('are those asked for, in the order asked for', () => {
    expect(trainingColumns(source, 'isolation_forest', ['age', 'amount'])).toEqual(['age', 'amount']);
  });

  it('are refused one by one, each with its place', () => {
    const asked = ['amount', 'height', 'weekend', 'fraud', 'amount'];

    expect(faultsOf(() => trainingColumns(source, 'isolation_forest', asked))).toEqual({
      status: 422,
      errors: [
        { pointer: '/columns/1', detail: 'The dataset has no such column' },
        { pointer: '/columns/2', detail: 'The column is of type boolean, not a number' },
        { pointer: '/columns/3', detail: 'The label column cannot be a feature' },
        { pointer: '/columns/4', detail: 'Named more than once' },
      ],
    });
  });

  it('are refused where the dataset has none', () => {
    const texts = { ...source, columns: [{ name: 'note', type: 'string' as const, missing: 0 }] };

    expect(faultsOf(() => trainingColumns(texts, 'isolation_forest', undefined))).toEqual({
      status: 422,
      errors: [{ pointer: '/datasetId', detail: 'The dataset has no numeric column to train on' }],
    });
  });

  it('have the time first where the algorithm takes a time series', () => {
    expect(trainingColumns(source, 'seasonal_residual', undefined)).toEqual(['when', 'amount', 'age']);
    expect(trainingColumns(source, 'seasonal_residual', ['age'])).toEqual(['when', 'age']);
  });

  it('of a time series are refused where the dataset has no time column', () => {
    expect(
      faultsOf(() => trainingColumns({ ...source, time_column: null }, 'seasonal_residual', undefined)),
    ).toEqual({
      status: 422,
      errors: [{ pointer: '/datasetId', detail: 'The algorithm needs a dataset with a time column' }],
    });
  });

  it('of local outlier factor are refused from 20,001 rows on', () => {
    expect(trainingColumns({ ...source, row_count: 20_000 }, 'local_outlier_factor', ['age'])).toEqual([
      'age',
    ]);
    expect(faultsOf(() => trainingColumns(source, 'local_outlier_factor', ['age']))).toEqual({
      status: 422,
      errors: [
        {
          pointer: '/datasetId',
          detail: 'The algorithm takes at most 20000 rows, the dataset has 20001',
        },
      ],
    });
  });
});
