import { describe, expect, it } from 'vitest';
import { algorithmById } from '../../src/algorithm-catalogue/catalogue.ts';
import { resolveParameters } from '../../src/algorithm-catalogue/parameters.ts';
import { proposeTrial, type TriedProposal } from '../../src/compute/automl/proposal.ts';

const algorithms = ['isolation_forest', 'robust_zscore', 'local_outlier_factor', 'knn'] as const;
const space = algorithms.flatMap((id) => algorithmById(id) ?? []);

/** What a search tries when `value` says how good each trial is. */
function search(count: number, seed: number, value: (trial: number, id: string) => number): TriedProposal[] {
  const tried: TriedProposal[] = [];
  for (let trial = 0; trial < count; trial += 1) {
    const proposal = proposeTrial(space, seed, tried);
    if (proposal === null) break;
    tried.push({ ...proposal, value: value(trial, proposal.algorithm) });
  }
  return tried;
}

describe('the search', () => {
  it('begins with the defaults of each algorithm and never repeats itself', () => {
    const tried = search(40, 1, () => 0.5);

    expect(tried.slice(0, 4).map(({ algorithm }) => algorithm)).toEqual(algorithms);
    expect(tried[0]?.parameters).toEqual({ trees: 100, sampleSize: 256 });
    const seen = tried.map(({ algorithm, parameters }) => JSON.stringify([algorithm, parameters]));
    expect(new Set(seen).size).toBe(40);
  });

  it('stays within the ranges of the catalogue', () => {
    for (const { algorithm, parameters } of search(50, 2, (trial) => (trial * 7) % 11)) {
      const description = algorithmById(algorithm);
      expect(description && resolveParameters(description, parameters).ok).toBe(true);
    }
  });

  it('goes on with the best half of the algorithms after each round', () => {
    const tried = search(16, 3, (_trial, id) => (id === 'knn' ? 1 : id === 'isolation_forest' ? 0.9 : 0.1));

    // Rounds of four: all four algorithms, then the best two, then the best one.
    expect(new Set(tried.slice(4, 8).map(({ algorithm }) => algorithm)).size).toBe(4);
    expect(new Set(tried.slice(8, 12).map(({ algorithm }) => algorithm))).toEqual(
      new Set(['knn', 'isolation_forest']),
    );
    expect(new Set(tried.slice(12).map(({ algorithm }) => algorithm))).toEqual(new Set(['knn']));
  });

  it('draws ever closer to the best parameters', () => {
    const forest = space.slice(0, 1);
    const best: TriedProposal = {
      algorithm: 'isolation_forest',
      parameters: { trees: 70, sampleSize: 256 },
      value: 1,
    };
    const worse = (trial: number): TriedProposal => ({
      ...best,
      parameters: { trees: 71 + trial, sampleSize: 256 },
      value: 0,
    });
    const tried = [best, ...Array.from({ length: 6 }, (_, trial) => worse(trial))];

    const drawn = [1, 2, 3, 4, 5].map((seed) =>
      Number(proposeTrial(forest, seed, tried)?.parameters['trees']),
    );

    // The sixth round: 1/64 of the logarithmic range of 10..500, around 70.
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(67);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(73);
  });

  it('depends on the seed and the trials before it alone', () => {
    const figures = (trial: number) => ((trial * 13) % 17) / 17;

    expect(search(12, 5, figures)).toEqual(search(20, 5, figures).slice(0, 12));
    expect(search(12, 6, figures)).not.toEqual(search(12, 5, figures));
  });

  it('says when there is nothing new to try', () => {
    const zscore = space.slice(1, 2);
    const tried: TriedProposal[] = ['max', 'mean'].map((aggregation) => ({
      algorithm: 'robust_zscore',
      parameters: { aggregation },
      value: 0.5,
    }));

    expect(proposeTrial(zscore, 1, tried)).toBeNull();
  });
});
