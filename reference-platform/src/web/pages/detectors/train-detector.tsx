import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { SelectField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { JobFailure, JobProgress } from '../../components/job-progress.tsx';
import { Section } from '../../components/section.tsx';
import { useToast } from '../../components/toasts.tsx';
import { isOver } from '../../loading/use-job.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import type { Dataset } from '../../shapes/dataset.ts';
import { type Detector, Job, JobList } from '../../shapes/detection.ts';
import { ColumnChoice, trainableColumns } from './column-choice.tsx';
import { useAlgorithms } from './use-algorithms.ts';

interface TrainDetectorProps {
  detector: Detector;
  datasets: readonly Dataset[];
  /** Called when a training starts, which changes the detector's status. */
  onStart: () => void;
  /** Called when a training has come to its end, whatever it is. */
  onEnd: () => void;
}

/** Starts a training and follows it; one that was already running when the page opened too. */
export function TrainDetector({ detector, datasets, onStart, onEnd }: TrainDetectorProps) {
  const tell = useToast();
  const [started, setStarted] = useState<Job | null>(null);
  const [failed, setFailed] = useState<Job | null>(null);
  const underWay = useLoad(
    detector.status === 'training' && started === null ? detector.id : null,
    (signal) => runningTraining(detector.id, signal),
  );
  const job = started ?? underWay.value;

  const end = (ended: Job) => {
    setStarted(null);
    if (ended.status === 'completed') {
      tell(`Training finished: version ${ended.result?.version ?? '–'} is ready.`);
    }
    if (ended.status === 'cancelled') tell('Training cancelled.');
    if (ended.status === 'failed') setFailed(ended);
    onEnd();
  };

  return (
    <Section title="Train" note="Each training makes a new version.">
      {failed === null ? null : <JobFailure job={failed} />}
      {job !== null && !isOver(job) ? (
        <JobProgress key={job.id} started={job} onEnd={end} />
      ) : datasets.length === 0 ? (
        <p>
          There is no dataset to learn from yet. <Link href="/datasets/new">Upload a dataset</Link>
        </p>
      ) : (
        <TrainForm
          detector={detector}
          datasets={datasets}
          onStarted={(next) => {
            setFailed(null);
            setStarted(next);
            onStart();
          }}
        />
      )}
    </Section>
  );
}

function TrainForm(props: {
  detector: Detector;
  datasets: readonly Dataset[];
  onStarted: (job: Job) => void;
}) {
  const form = useForm();
  const algorithms = useAlgorithms();
  const [datasetId, setDatasetId] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const ofTimes = algorithms.value?.find(({ id }) => id === props.detector.algorithm)?.kind === 'time_series';
  const datasets = props.datasets.filter(({ timeColumn }) => !ofTimes || timeColumn !== null);
  const dataset = datasets.find(({ id }) => id === datasetId);
  const columns = dataset === undefined ? [] : trainableColumns(dataset);
  const chosen = columns.filter((column) => !left.has(column));

  const check = () => ({
    ...required({ '/datasetId': { value: datasetId, message: 'Choose a dataset.' } }),
    ...(columns.length > 0 && chosen.length === 0 ? { '/columns': 'Choose at least one column.' } : {}),
  });
  const train = async () => {
    props.onStarted(
      await api.call(Job, 'POST', `/detectors/${props.detector.id}/train`, {
        json: { datasetId, ...(chosen.length === columns.length ? {} : { columns: chosen }) },
      }),
    );
  };

  if (datasets.length === 0) {
    return (
      <p>
        This detector learns from values over time, and no dataset has a time column yet.{' '}
        <Link href="/datasets/new">Upload a dataset</Link>
      </p>
    );
  }
  return (
    <Form form={form} onSubmit={() => form.submit(check, train)}>
      <SelectField
        label="Training dataset"
        hint={
          ofTimes ? 'Datasets with a time column; the detector learns when each value is due.' : undefined
        }
        value={datasetId}
        error={form.error('/datasetId')}
        options={[
          { value: '', label: 'Choose a dataset' },
          ...datasets.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onValue={(id) => {
          setDatasetId(id);
          setLeft(new Set());
        }}
      />
      {columns.length === 0 ? null : (
        <ColumnChoice columns={columns} left={left} onLeft={setLeft} error={form.error('/columns')} />
      )}
      <div class="form-actions">
        <SubmitButton form={form}>Start training</SubmitButton>
      </div>
    </Form>
  );
}

async function runningTraining(detectorId: string, signal: AbortSignal): Promise<Job | null> {
  const jobs = await api.call(JobList, 'GET', '/jobs', { query: { kind: 'training', limit: 200 }, signal });
  return jobs.items.find((job) => job.detectorId === detectorId && !isOver(job)) ?? null;
}
