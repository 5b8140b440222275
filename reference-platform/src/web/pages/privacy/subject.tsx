import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { SelectField, TextField } from '../../components/fields.tsx';
import type { FieldErrors, FormState } from '../../components/form.tsx';
import { useLoad } from '../../loading/use-load.ts';
import { DatasetList } from '../../shapes/dataset.ts';
import { MemberList } from '../../shapes/identity.ts';
import type { Subject } from '../../shapes/privacy.ts';

const ALL = 200;
const unchosen = { value: '', label: 'Choose…' };

/** Whom a request is about, as it is being chosen. */
export interface SubjectChoice {
  readonly type: 'member' | 'data';
  readonly memberId: string;
  readonly datasetId: string;
  readonly column: string;
  readonly value: string;
}

const nobody: SubjectChoice = { type: 'member', memberId: '', datasetId: '', column: '', value: '' };

/** The state of `SubjectFields`. */
export function useSubject() {
  return useState<SubjectChoice>(nobody);
}

/** What is still to be chosen, by the pointer of its field. */
export function missingIn({ type, memberId, datasetId, column, value }: SubjectChoice): FieldErrors {
  if (type === 'member') return memberId === '' ? { '/subject/id': 'Choose a member.' } : {};
  return {
    ...(datasetId === '' ? { '/subject/columns/0/datasetId': 'Choose a dataset.' } : {}),
    ...(column === '' ? { '/subject/columns/0/column': 'Choose a column.' } : {}),
    ...(value === '' ? { '/subject/value': 'Enter the value.' } : {}),
  };
}

/** The choice as the API takes it. */
export function subjectOf({ type, memberId, datasetId, column, value }: SubjectChoice) {
  return type === 'member' ? { type, id: memberId } : { type, value, columns: [{ datasetId, column }] };
}

/** The fields that name a person: a member, or rows of a dataset by a value in one of its columns. */
export function SubjectFields({
  choice,
  onChoice,
  form,
}: {
  choice: SubjectChoice;
  onChoice: (choice: SubjectChoice) => void;
  form: FormState;
}) {
  const members = useLoad('members', (signal) =>
    api.call(MemberList, 'GET', '/members', { query: { limit: ALL }, signal }),
  );
  const datasets = useLoad('datasets', (signal) =>
    api.call(DatasetList, 'GET', '/datasets', { query: { limit: ALL }, signal }),
  );
  const dataset = datasets.value?.items.find(({ id }) => id === choice.datasetId);
  return (
    <>
      <SelectField
        label="Person"
        value={choice.type}
        options={[
          { value: 'member', label: 'A member' },
          { value: 'data', label: 'Somebody in a dataset' },
        ]}
        onValue={(type) => onChoice({ ...choice, type: type === 'data' ? 'data' : 'member' })}
      />
      {choice.type === 'member' ? (
        <SelectField
          label="Member"
          value={choice.memberId}
          error={form.error('/subject/id')}
          options={[
            unchosen,
            ...(members.value?.items ?? []).map(({ id, name, email }) => ({
              value: id,
              label: `${name} (${email})`,
            })),
          ]}
          onValue={(memberId) => onChoice({ ...choice, memberId })}
        />
      ) : (
        <>
          <SelectField
            label="Dataset"
            value={choice.datasetId}
            error={form.error('/subject/columns/0/datasetId')}
            options={[
              unchosen,
              ...(datasets.value?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onValue={(datasetId) => onChoice({ ...choice, datasetId, column: '' })}
          />
          <SelectField
            label="Column"
            value={choice.column}
            error={form.error('/subject/columns/0/column')}
            options={[
              unchosen,
              ...(dataset?.columns ?? []).map(({ name }) => ({ value: name, label: name })),
            ]}
            onValue={(column) => onChoice({ ...choice, column })}
          />
          <TextField
            label="Value"
            hint="The rows in which the column holds exactly this are the person’s."
            value={choice.value}
            error={form.error('/subject/value')}
            onValue={(value) => onChoice({ ...choice, value })}
          />
        </>
      )}
    </>
  );
}

/** A subject in words; people are shown by id, since an erased one has no name. */
export function subjectInWords(subject: Subject): string {
  if (subject.type === 'member') return `Member …${subject.id.slice(-8)}`;
  const [first, ...others] = subject.columns;
  const name = first?.column === null ? 'Whole dataset' : `Rows by ${first?.column ?? '?'}`;
  return others.length === 0 ? name : `${name} and ${others.length} more`;
}
