import { algorithmCatalogue } from '../../algorithm-catalogue/catalogue.ts';
import type { AlgorithmId } from '../../compute/protocol.ts';
import { problem, type InputFault } from '../../http/problem.ts';
import type { DetectionSource } from '../detectors/training-source.ts';
import { isMeasurable } from '../experiments/candidates.ts';

/**
 * The algorithms that a run searches, in the order of the catalogue: those asked for, or all that can be trained on
 * the dataset's rows. Time series and streams are left out: their rows cannot be parted at random.
 * Throws 422 with a pointer to each that is named twice or cannot be searched.
 */
export function searchedAlgorithms(
  source: DetectionSource,
  asked: readonly AlgorithmId[] | undefined,
): AlgorithmId[] {
  const fits = (maximumRows: number | null) => maximumRows === null || source.row_count <= maximumRows;
  const possible = algorithmCatalogue.filter(
    (algorithm) => isMeasurable(algorithm) && fits(algorithm.maximumRows),
  );
  if (asked === undefined) return possible.map(({ id }) => id);
  const faults = asked.flatMap((id, index): InputFault[] => {
    const pointer = `/algorithms/${index}`;
    if (asked.indexOf(id) !== index) return [{ pointer, detail: 'Named more than once' }];
    if (possible.some((algorithm) => algorithm.id === id)) return [];
    return [{ pointer, detail: 'The algorithm cannot be searched on this dataset' }];
  });
  if (faults.length > 0) throw problem.invalid(faults);
  return possible.filter(({ id }) => asked.includes(id)).map(({ id }) => id);
}
