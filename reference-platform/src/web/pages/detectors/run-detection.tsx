import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { SelectField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { JobFailure, JobProgress } from '../../components/job-progress.tsx';
import { Section } from '../../components/section.tsx';
import { useToast } from '../../components/toasts.tsx';
import { navigate } from '../../routing/location.ts';
import type { Dataset } from '../../shapes/dataset.ts';
import { versionOptions } from './version-options.ts';
import { DetectionOrJob, type Detector, type DetectorVersion, type Job } from '../../shapes/detection.ts';

interface RunDetectionProps {
  detector: Detector;
  versions: readonly DetectorVersion[];
  datasets: readonly Dataset[];
}

/** Examines a dataset: at once if it is small, else as a job that is followed here. */
export function RunDetection({ detector, versions, datasets }: RunDetectionProps) {
  const tell = useToast();
  const form = useForm();
  const [datasetId, setDatasetId] = useState('');
  const [version, setVersion] = useState('');
  const [job, setJob] = useState<Job | null>(null);
  const [failed, setFailed] = useState<Job | null>(null);

  const run = async () => {
    setFailed(null);
    const answer = await api.call(DetectionOrJob, 'POST', '/detections', {
      json: { detectorId: detector.id, datasetId, ...(version === '' ? {} : { version: Number(version) }) },
    });
    if ('kind' in answer) setJob(answer);
    else navigate(`/detections/${answer.id}`);
  };
  const end = (ended: Job) => {
    setJob(null);
    const made = ended.result?.detectionId ?? null;
    if (ended.status === 'completed' && made !== null) navigate(`/detections/${made}`);
    if (ended.status === 'cancelled') tell('Detection cancelled.');
    if (ended.status === 'failed') setFailed(ended);
  };

  return (
    <Section title="Run a detection" note="Scores every row of a dataset.">
      {failed === null ? null : <JobFailure job={failed} />}
      {job !== null ? (
        <JobProgress key={job.id} started={job} onEnd={end} />
      ) : (
        <Form
          form={form}
          onSubmit={() =>
            form.submit(
              () => required({ '/datasetId': { value: datasetId, message: 'Choose a dataset.' } }),
              run,
            )
          }
        >
          <div class="field-pair">
            <SelectField
              label="Dataset to examine"
              value={datasetId}
              error={form.error('/datasetId')}
              options={[
                { value: '', label: 'Choose a dataset' },
                ...datasets.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onValue={setDatasetId}
            />
            <SelectField
              label="Version"
              value={version}
              error={form.error('/version')}
              options={versionOptions(detector, versions)}
              onValue={setVersion}
            />
          </div>
          <div class="form-actions">
            <SubmitButton form={form}>Run detection</SubmitButton>
          </div>
        </Form>
      )}
    </Section>
  );
}
