import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { SelectField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { Section } from '../../components/section.tsx';
import type { Dataset } from '../../shapes/dataset.ts';
import type { Detector, DetectorVersion } from '../../shapes/detection.ts';
import { Drift } from '../../shapes/lifecycle.ts';
import { DriftReport } from './drift-report.tsx';
import { versionOptions } from './version-options.ts';

interface DriftPanelProps {
  detector: Detector;
  versions: readonly DetectorVersion[];
  datasets: readonly Dataset[];
}

/** Compares a dataset with the training data of a version. */
export function DriftPanel({ detector, versions, datasets }: DriftPanelProps) {
  const form = useForm();
  const [datasetId, setDatasetId] = useState('');
  const [version, setVersion] = useState('');
  const [drift, setDrift] = useState<Drift | null>(null);

  const compare = async () => {
    setDrift(null);
    const query = { datasetId, version };
    setDrift(await api.call(Drift, 'GET', `/detectors/${detector.id}/drift`, { query }));
  };

  return (
    <Section title="Drift" note="How far data have moved from those that a version was trained on.">
      <Form
        form={form}
        onSubmit={() =>
          form.submit(
            () => required({ '/query/datasetId': { value: datasetId, message: 'Choose a dataset.' } }),
            compare,
          )
        }
      >
        <div class="field-pair">
          <SelectField
            label="Recent dataset"
            value={datasetId}
            error={form.error('/query/datasetId')}
            options={[
              { value: '', label: 'Choose a dataset' },
              ...datasets.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onValue={setDatasetId}
          />
          <SelectField
            label="Version to compare with"
            value={version}
            error={form.error('/query/version')}
            options={versionOptions(detector, versions)}
            onValue={setVersion}
          />
        </div>
        <div class="form-actions">
          <SubmitButton form={form}>Compare</SubmitButton>
        </div>
      </Form>
      {drift === null ? null : <DriftReport drift={drift} />}
    </Section>
  );
}
