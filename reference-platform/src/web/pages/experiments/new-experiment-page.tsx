import { useRef, useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { SelectField, TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { NotAllowed } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { useToast } from '../../components/toasts.tsx';
import { useLoad } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import { navigate } from '../../routing/location.ts';
import { useMay } from '../../session/session.tsx';
import { DatasetList, type Dataset } from '../../shapes/dataset.ts';
import { AlgorithmList, type Algorithm } from '../../shapes/detection.ts';
import { Experiment } from '../../shapes/research.ts';
import { candidateBodies, candidateErrors, type CandidateDraft } from './candidate-draft.ts';
import { CandidateFields } from './candidate-fields.tsx';

const MOST_CANDIDATES = 20;

interface Choices {
  readonly algorithms: readonly Algorithm[];
  readonly datasets: readonly Dataset[];
}

/** What experiments and searches choose from: algorithms that learn from single rows, and all datasets. */
export async function loadChoices(signal: AbortSignal): Promise<Choices> {
  const [algorithms, datasets] = await Promise.all([
    api.call(AlgorithmList, 'GET', '/algorithms', { signal }),
    api.call(DatasetList, 'GET', '/datasets', { query: { limit: 200, sort: 'name' }, signal }),
  ]);
  return {
    algorithms: algorithms.items.filter(({ kind }) => kind === 'tabular'),
    datasets: datasets.items,
  };
}

/** Creation of an experiment. */
export function NewExperimentPage() {
  const mayWrite = useMay('write');
  const choices = useLoad<Choices>(mayWrite ? 'choices' : null, loadChoices);
  return (
    <Page title="New experiment" parent={{ href: '/experiments', name: 'Experiments' }}>
      {mayWrite ? (
        <LoadView load={choices}>{(given) => <NewExperimentForm {...given} />}</LoadView>
      ) : (
        <NotAllowed>Your role may look at experiments, not create them.</NotAllowed>
      )}
    </Page>
  );
}

function NewExperimentForm({ algorithms, datasets }: Choices) {
  const form = useForm();
  const tell = useToast();
  const made = useRef(2);
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [datasetId, setDatasetId] = useState('');
  const [holdout, setHoldout] = useState('30');
  const [candidates, setCandidates] = useState<readonly CandidateDraft[]>(() =>
    [0, 1].map((key) => freshCandidate(key, algorithms[key]?.id ?? '')),
  );

  const check = () => ({
    ...required({
      '/name': { value: name, message: 'Enter a name.' },
      '/datasetId': { value: datasetId, message: 'Choose a dataset.' },
    }),
    ...(isHoldout(holdout) ? {} : { '/holdout': 'Enter a number from 10 to 50.' }),
    ...candidateErrors(candidates, algorithms),
  });
  const create = async () => {
    const experiment = await api.call(Experiment, 'POST', '/experiments', {
      json: {
        name: name.trim(),
        description,
        datasetId,
        holdout: Number(holdout) / 100,
        candidates: candidateBodies(candidates, algorithms),
      },
    });
    tell(`Experiment “${experiment.name}” created.`);
    navigate(`/experiments/${experiment.id}`);
  };
  const add = () => {
    const key = made.current;
    made.current += 1;
    const next = algorithms[candidates.length % algorithms.length];
    setCandidates([...candidates, freshCandidate(key, next?.id ?? '')]);
  };

  return (
    <Form form={form} onSubmit={() => form.submit(check, create)}>
      <TextField label="Experiment name" value={name} onValue={setName} error={form.error('/name')} />
      <TextField
        label="Description"
        optional
        multiline={2}
        value={description}
        onValue={setDescription}
        error={form.error('/description')}
      />
      <div class="field-pair">
        <SelectField
          label="Dataset"
          value={datasetId}
          error={form.error('/datasetId')}
          options={[
            { value: '', label: 'Choose a dataset' },
            ...datasets.map((dataset) => ({ value: dataset.id, label: dataset.name })),
          ]}
          onValue={setDatasetId}
        />
        <TextField
          label="Rows held out, in %"
          type="number"
          hint="Candidates are measured on rows that none of them has seen."
          range={{ min: 10, max: 50, step: 'any' }}
          value={holdout}
          onValue={setHoldout}
          error={form.error('/holdout')}
        />
      </div>
      {candidates.map((candidate, index) => (
        <CandidateFields
          key={candidate.key}
          index={index}
          candidate={candidate}
          algorithms={algorithms}
          error={form.error}
          onCandidate={(changed) =>
            setCandidates(candidates.map((each) => (each.key === changed.key ? changed : each)))
          }
          onRemove={
            candidates.length === 1
              ? undefined
              : () => setCandidates(candidates.filter(({ key }) => key !== candidate.key))
          }
        />
      ))}
      {candidates.length < MOST_CANDIDATES ? (
        <button type="button" class="button" onClick={add}>
          Add a candidate
        </button>
      ) : null}
      <div class="form-actions">
        <SubmitButton form={form}>Create experiment</SubmitButton>
        <Link class="button" href="/experiments">
          Cancel
        </Link>
      </div>
    </Form>
  );
}

function freshCandidate(key: number, algorithm: string): CandidateDraft {
  return { key, name: '', algorithm, texts: {}, contamination: '0.05' };
}

function isHoldout(text: string): boolean {
  const value = Number(text);
  return text.trim() !== '' && value >= 10 && value <= 50;
}
