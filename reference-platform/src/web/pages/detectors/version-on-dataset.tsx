import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { SelectField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { JobFailure, JobProgress } from '../../components/job-progress.tsx';
import { Section } from '../../components/section.tsx';
import type { Dataset } from '../../shapes/dataset.ts';
import type { Detector, DetectorVersion, Job } from '../../shapes/detection.ts';
import { versionOptions } from './version-options.ts';

/** What a version works on: `version` is left out for the one in use. */
export interface Work {
  datasetId: string;
  version?: number;
}

interface VersionOnDatasetProps {
  title: string;
  note: string;
  detector: Detector;
  versions: readonly DetectorVersion[];
  /** Those that can be chosen; where there are none, `none` is said. */
  datasets: readonly Dataset[];
  none?: string;
  labels: { dataset: string; version: string; submit: string };
  /** Returns the job to follow, or null where the work is done. */
  start: (work: Work) => Promise<Job | null>;
  /** Called when the job is over, whatever came of it. A failure is shown here. */
  onEnd: (job: Job) => void;
  children?: ComponentChildren;
}

/** Puts a version to work on a dataset: at once if that is small, else as a job that is followed here. */
export function VersionOnDataset(props: VersionOnDatasetProps) {
  const { title, note, detector, versions, datasets, none, labels, start, onEnd, children } = props;
  const form = useForm();
  const [datasetId, setDatasetId] = useState('');
  const [version, setVersion] = useState('');
  const [job, setJob] = useState<Job | null>(null);
  const [failed, setFailed] = useState<Job | null>(null);

  const work = async () => {
    setFailed(null);
    setJob(await start({ datasetId, ...(version === '' ? {} : { version: Number(version) }) }));
  };
  const end = (ended: Job) => {
    setJob(null);
    if (ended.status === 'failed') setFailed(ended);
    onEnd(ended);
  };

  return (
    <Section title={title} note={note}>
      {failed === null ? null : <JobFailure job={failed} />}
      {job !== null ? (
        <JobProgress key={job.id} started={job} onEnd={end} />
      ) : none !== undefined && datasets.length === 0 ? (
        <p>{none}</p>
      ) : (
        <Form
          form={form}
          onSubmit={() =>
            form.submit(
              () => required({ '/datasetId': { value: datasetId, message: 'Choose a dataset.' } }),
              work,
            )
          }
        >
          <div class="field-pair">
            <SelectField
              label={labels.dataset}
              value={datasetId}
              error={form.error('/datasetId')}
              options={[
                { value: '', label: 'Choose a dataset' },
                ...datasets.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onValue={setDatasetId}
            />
            <SelectField
              label={labels.version}
              value={version}
              error={form.error('/version')}
              options={versionOptions(detector, versions)}
              onValue={setVersion}
            />
          </div>
          <div class="form-actions">
            <SubmitButton form={form}>{labels.submit}</SubmitButton>
          </div>
        </Form>
      )}
      {children}
    </Section>
  );
}
