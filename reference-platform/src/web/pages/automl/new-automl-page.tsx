import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { CheckField, SelectField, TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { NotAllowed } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { labelledMetrics } from '../../format/metrics.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import { navigate } from '../../routing/location.ts';
import { useMay } from '../../session/session.tsx';
import type { Dataset } from '../../shapes/dataset.ts';
import { Job, type Algorithm } from '../../shapes/detection.ts';
import { loadChoices } from '../experiments/new-experiment-page.tsx';

/** Start of a search. */
export function NewAutomlPage() {
  const mayWrite = useMay('write');
  const choices = useLoad(mayWrite ? 'choices' : null, loadChoices);
  return (
    <Page title="New search" parent={{ href: '/automl', name: 'AutoML' }}>
      {mayWrite ? (
        <LoadView load={choices}>{(given) => <NewSearchForm {...given} />}</LoadView>
      ) : (
        <NotAllowed>Your role may not start searches.</NotAllowed>
      )}
    </Page>
  );
}

function NewSearchForm(props: { algorithms: readonly Algorithm[]; datasets: readonly Dataset[] }) {
  const form = useForm();
  const labelled = props.datasets.filter(({ labelColumn }) => labelColumn !== null);
  const [name, setName] = useState('');
  const [datasetId, setDatasetId] = useState('');
  const [metric, setMetric] = useState('rocAuc');
  const [trials, setTrials] = useState('20');
  const [seconds, setSeconds] = useState('60');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const algorithms = props.algorithms.filter(({ id }) => !left.has(id)).map(({ id }) => id);

  const check = () => ({
    ...required({
      '/name': { value: name, message: 'Enter a name.' },
      '/datasetId': { value: datasetId, message: 'Choose a dataset.' },
    }),
    ...(isWithin(trials, 50) ? {} : { '/budget/trials': 'Enter a whole number from 1 to 50.' }),
    ...(isWithin(seconds, 600) ? {} : { '/budget/seconds': 'Enter a whole number from 1 to 600.' }),
    ...(algorithms.length > 0 ? {} : { '/algorithms': 'Choose at least one algorithm.' }),
  });
  const start = async () => {
    const job = await api.call(Job, 'POST', '/automl/runs', {
      json: {
        name: name.trim(),
        datasetId,
        metric,
        budget: { trials: Number(trials), seconds: Number(seconds) },
        ...(left.size === 0 ? {} : { algorithms }),
      },
    });
    navigate(`/automl/${job.automlRunId ?? ''}`);
  };

  return (
    <Form form={form} onSubmit={() => form.submit(check, start)}>
      <TextField label="Search name" value={name} onValue={setName} error={form.error('/name')} />
      <div class="field-pair">
        <SelectField
          label="Dataset"
          hint="Only datasets with a label column can be searched on."
          value={datasetId}
          error={form.error('/datasetId')}
          options={[
            { value: '', label: 'Choose a dataset' },
            ...labelled.map((dataset) => ({ value: dataset.id, label: dataset.name })),
          ]}
          onValue={setDatasetId}
        />
        <SelectField label="Metric" value={metric} options={labelledMetrics} onValue={setMetric} />
        <TextField
          label="Trials"
          type="number"
          hint="Most candidates that are tried, 1 to 50."
          range={{ min: 1, max: 50, step: 1 }}
          value={trials}
          onValue={setTrials}
          error={form.error('/budget/trials')}
        />
        <TextField
          label="Seconds"
          type="number"
          hint="The search ends after them, 1 to 600."
          range={{ min: 1, max: 600, step: 1 }}
          value={seconds}
          onValue={setSeconds}
          error={form.error('/budget/seconds')}
        />
      </div>
      <fieldset>
        <legend>Algorithms</legend>
        {form.error('/algorithms') === undefined ? null : (
          <p class="field-error" role="alert">
            {form.error('/algorithms')}
          </p>
        )}
        <div class="checks">
          {props.algorithms.map((algorithm) => (
            <CheckField
              key={algorithm.id}
              label={algorithm.name}
              checked={!left.has(algorithm.id)}
              onChecked={(wanted) => {
                const next = new Set(left);
                if (wanted) next.delete(algorithm.id);
                else next.add(algorithm.id);
                setLeft(next);
              }}
            />
          ))}
        </div>
      </fieldset>
      <div class="form-actions">
        <SubmitButton form={form}>Start search</SubmitButton>
        <Link class="button" href="/automl">
          Cancel
        </Link>
      </div>
    </Form>
  );
}

function isWithin(text: string, most: number): boolean {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= 1 && value <= most;
}
