import { SelectField, TextField } from '../../components/fields.tsx';
import type { Algorithm } from '../../shapes/detection.ts';
import { ParameterFields } from '../detectors/parameter-fields.tsx';
import type { CandidateDraft } from './candidate-draft.ts';

/** The fields of one candidate. `index` is its place in the body, from 0. */
export function CandidateFields(props: {
  index: number;
  candidate: CandidateDraft;
  algorithms: readonly Algorithm[];
  onCandidate: (candidate: CandidateDraft) => void;
  /** Absent for the only one. */
  onRemove: (() => void) | undefined;
  error: (pointer: string) => string | undefined;
}) {
  const { index, candidate, algorithms, onCandidate } = props;
  const error = (pointer: string) => props.error(`/candidates/${index}${pointer}`);
  const algorithm = algorithms.find(({ id }) => id === candidate.algorithm);
  return (
    <fieldset class="candidate">
      <legend>{`Candidate ${index + 1}`}</legend>
      <div class="field-pair">
        <SelectField
          label="Algorithm"
          value={candidate.algorithm}
          error={error('/algorithm')}
          options={algorithms.map(({ id, name }) => ({ value: id, label: name }))}
          onValue={(id) => onCandidate({ ...candidate, algorithm: id, texts: {} })}
        />
        <TextField
          label="Name"
          optional
          value={candidate.name}
          error={error('/name')}
          onValue={(name) => onCandidate({ ...candidate, name })}
        />
        <TextField
          label="Contamination"
          type="number"
          range={{ step: 'any' }}
          value={candidate.contamination}
          error={error('/contamination')}
          onValue={(contamination) => onCandidate({ ...candidate, contamination })}
        />
      </div>
      {algorithm === undefined || algorithm.parameters.length === 0 ? null : (
        <ParameterFields
          algorithm={algorithm}
          texts={candidate.texts}
          onTexts={(texts) => onCandidate({ ...candidate, texts })}
          error={error}
        />
      )}
      {props.onRemove === undefined ? null : (
        <button type="button" class="button" onClick={props.onRemove}>
          {`Remove candidate ${index + 1}`}
        </button>
      )}
    </fieldset>
  );
}
