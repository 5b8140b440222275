import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { SelectField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { JobFailure, JobProgress } from '../../components/job-progress.tsx';
import { Section } from '../../components/section.tsx';
import { useToast } from '../../components/toasts.tsx';
import type { Dataset } from '../../shapes/dataset.ts';
import type { Detector, DetectorVersion, Job } from '../../shapes/detection.ts';
import { EvaluationOrJob, type VersionEvaluation } from '../../shapes/lifecycle.ts';
import { EvaluationFigures } from './evaluation-figures.tsx';
import { versionOptions } from './version-options.ts';

interface EvaluateVersionProps {
  detector: Detector;
  versions: readonly DetectorVersion[];
  datasets: readonly Dataset[];
  /** Called when a version has new figures. */
  onEnd: () => void;
}

/** Measures a version on a dataset whose anomalies are known. */
export function EvaluateVersion({ detector, versions, datasets, onEnd }: EvaluateVersionProps) {
  const tell = useToast();
  const form = useForm();
  const labelled = datasets.filter(({ labelColumn }) => labelColumn !== null);
  const [datasetId, setDatasetId] = useState('');
  const [version, setVersion] = useState('');
  const [figures, setFigures] = useState<VersionEvaluation | null>(null);
  const [job, setJob] = useState<Job | null>(null);
  const [failed, setFailed] = useState<Job | null>(null);

  const evaluate = async () => {
    setFailed(null);
    const answer = await api.call(EvaluationOrJob, 'POST', `/detectors/${detector.id}/evaluate`, {
      json: { datasetId, ...(version === '' ? {} : { version: Number(version) }) },
    });
    if ('kind' in answer) {
      setJob(answer);
      return;
    }
    setFigures(answer);
    onEnd();
  };
  const end = (ended: Job) => {
    setJob(null);
    if (ended.status === 'completed') {
      tell(`Evaluation finished: version ${ended.result?.version ?? '–'} has new figures.`);
    }
    if (ended.status === 'cancelled') tell('Evaluation cancelled.');
    if (ended.status === 'failed') setFailed(ended);
    onEnd();
  };

  return (
    <Section title="Evaluate" note="Measures a version on a dataset with a label column.">
      {failed === null ? null : <JobFailure job={failed} />}
      {job !== null ? (
        <JobProgress key={job.id} started={job} onEnd={end} />
      ) : labelled.length === 0 ? (
        <p>There is no dataset with a label column.</p>
      ) : (
        <Form
          form={form}
          onSubmit={() =>
            form.submit(
              () => required({ '/datasetId': { value: datasetId, message: 'Choose a dataset.' } }),
              evaluate,
            )
          }
        >
          <div class="field-pair">
            <SelectField
              label="Labelled dataset"
              value={datasetId}
              error={form.error('/datasetId')}
              options={[
                { value: '', label: 'Choose a dataset' },
                ...labelled.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onValue={setDatasetId}
            />
            <SelectField
              label="Version to evaluate"
              value={version}
              error={form.error('/version')}
              options={versionOptions(detector, versions)}
              onValue={setVersion}
            />
          </div>
          <div class="form-actions">
            <SubmitButton form={form}>Evaluate</SubmitButton>
          </div>
        </Form>
      )}
      {figures === null ? null : <EvaluationFigures evaluation={figures} />}
    </Section>
  );
}
