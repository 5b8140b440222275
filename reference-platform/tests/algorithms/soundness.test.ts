import { describe, expect, test } from 'vitest';
import { parseModel, serialiseModel } from '../../src/compute/algorithms/model-file.ts';
import { modelFault } from '../../src/compute/lifecycle/model-soundness.ts';
import type { AlgorithmId } from '../../src/compute/protocol.ts';
import { labelledTable } from './generated-table.ts';
import { defaults, trainOn } from './training.ts';

const { matrix } = labelledTable(120, 3, 0.05, 111);

/** What each file says of itself and cannot be: more than its arrays hold, or sizes that would fill the memory. */
const LIES = [
  ['knn', '"distinctRows":120', '"distinctRows":2000000000'],
  ['ecod', '"rows":120', '"rows":119'],
  ['half_space_trees', '"trees":25,"depth":10,"column"', '"trees":2000000000,"depth":10,"column"'],
  ['half_space_trees', '"windowRows":120', '"windowRows":3'],
  ['seasonal_residual', '"step":', '"step":-'],
] as const;

describe('a model from outside', () => {
  test.each(Object.keys(defaults) as AlgorithmId[])('of %s is sound as it was written', (algorithm) => {
    const { model } = trainOn(algorithm, matrix);

    expect(modelFault(parseModel(serialiseModel(model)))).toBeNull();
  });

  test.each(LIES)('of %s that says %s as %s is refused', (algorithm, truth, lie) => {
    const text = serialiseModel(trainOn(algorithm, matrix).model);
    const changed = text.replace(truth, lie);

    const verdict = (): string | null => modelFault(parseModel(changed));

    expect(changed).not.toBe(text);
    expect(verdictOf(verdict)).not.toBeNull();
  });

  test('of pca whose weights are fewer than its components is refused', () => {
    const { model } = trainOn('pca', matrix);
    const { state } = model;
    if (state.algorithm !== 'pca') throw new Error('another algorithm');
    const components = { ...state.components, weights: state.components.weights.slice(1) };

    expect(modelFault({ ...model, state: { ...state, components } })).not.toBeNull();
  });
});

/** The fault, whether the file is not read at all or the model is found unsound. */
function verdictOf(read: () => string | null): string | null {
  try {
    return read();
  } catch (error) {
    return String(error);
  }
}
