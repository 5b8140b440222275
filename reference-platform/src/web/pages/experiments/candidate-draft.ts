import type { FieldErrors } from '../../components/form.tsx';
import type { Algorithm } from '../../shapes/detection.ts';
import { contaminationError } from '../detectors/contamination.ts';
import { parameterErrors, parameterValues, type ParameterTexts } from '../detectors/parameter-fields.tsx';

/** A candidate as it is being typed; `key` tells it from the others while some are removed. */
export interface CandidateDraft {
  readonly key: number;
  readonly name: string;
  readonly algorithm: string;
  readonly texts: ParameterTexts;
  readonly contamination: string;
}

/** What is wrong with the candidates as typed, by pointers into the body. */
export function candidateErrors(
  candidates: readonly CandidateDraft[],
  algorithms: readonly Algorithm[],
): FieldErrors {
  const errors: Record<string, string> = {};
  candidates.forEach((candidate, index) => {
    const algorithm = algorithms.find(({ id }) => id === candidate.algorithm);
    const wrong = algorithm === undefined ? {} : parameterErrors(algorithm, candidate.texts);
    for (const [pointer, message] of Object.entries(wrong))
      errors[`/candidates/${index}${pointer}`] = message;
    const contamination = contaminationError(candidate.contamination);
    if (contamination !== undefined) errors[`/candidates/${index}/contamination`] = contamination;
  });
  return errors;
}

/** The candidates as the API takes them; one without a name is named by the platform. */
export function candidateBodies(
  candidates: readonly CandidateDraft[],
  algorithms: readonly Algorithm[],
): unknown[] {
  return candidates.map(({ name, algorithm: id, texts, contamination }) => {
    const algorithm = algorithms.find((each) => each.id === id);
    return {
      ...(name.trim() === '' ? {} : { name: name.trim() }),
      algorithm: id,
      parameters: algorithm === undefined ? {} : parameterValues(algorithm, texts),
      contamination: Number(contamination),
    };
  });
}
