import type { Algorithm } from '../../api-clients/algorithms/schemas.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';

/** The figures of a parameter, without its words. */
function withoutWords({ parameters }: Algorithm): object[] {
  return parameters.map(({ description: _words, ...figures }) => figures);
}

test.describe('Algorithms', { tag: '@integration' }, () => {
  test('the catalogue names each algorithm with its parameters, ranges and defaults', async ({ tenant }) => {
    const verifier = await tenant.actor('verifier');

    const { items } = dataOf(await verifier.api.algorithms.list(), 200);

    expect(Object.fromEntries(items.map((algorithm) => [algorithm.id, withoutWords(algorithm)]))).toEqual({
      isolation_forest: [
        { name: 'trees', type: 'integer', minimum: 10, maximum: 500, default: 100 },
        { name: 'sampleSize', type: 'integer', minimum: 16, maximum: 4096, default: 256 },
      ],
      robust_zscore: [{ name: 'aggregation', type: 'enum', values: ['max', 'mean'], default: 'max' }],
      local_outlier_factor: [{ name: 'neighbours', type: 'integer', minimum: 2, maximum: 100, default: 20 }],
      knn: [
        { name: 'neighbours', type: 'integer', minimum: 1, maximum: 100, default: 5 },
        {
          name: 'aggregation',
          type: 'enum',
          values: ['largest', 'mean', 'median'],
          default: 'largest',
        },
      ],
      ecod: [],
      pca: [
        { name: 'components', type: 'integer', minimum: 0, maximum: 200, default: 0 },
        { name: 'weighting', type: 'enum', values: ['variance', 'none'], default: 'variance' },
      ],
      seasonal_residual: [{ name: 'period', type: 'integer', minimum: 0, maximum: 10_000, default: 0 }],
      half_space_trees: [
        { name: 'trees', type: 'integer', minimum: 1, maximum: 100, default: 25 },
        { name: 'depth', type: 'integer', minimum: 1, maximum: 12, default: 10 },
        { name: 'windowSize', type: 'integer', minimum: 10, maximum: 10_000, default: 250 },
      ],
    });
  });

  test('the catalogue says which algorithms take a table, a series or a stream', async ({ tenant }) => {
    const viewer = await tenant.actor('viewer');

    const { items } = dataOf(await viewer.api.algorithms.list(), 200);

    const others = items.filter(({ kind }) => kind !== 'tabular');
    expect(others.map(({ id, kind }) => ({ id, kind }))).toEqual([
      { id: 'seasonal_residual', kind: 'time_series' },
      { id: 'half_space_trees', kind: 'stream' },
    ]);
  });

  test('it takes a credential to see it', async ({ anonymous, tenant }) => {
    const key = await tenant.apiKey(['read']);

    expect(await anonymous.api.algorithms.list()).toBeRefused(401);
    expect(await key.api.algorithms.list()).toSucceed(200);
  });
});
