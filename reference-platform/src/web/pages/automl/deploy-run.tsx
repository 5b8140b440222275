import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { Section } from '../../components/section.tsx';
import { useToast } from '../../components/toasts.tsx';
import { inWords } from '../../format/words.ts';
import { Link } from '../../routing/link.tsx';
import { Detector } from '../../shapes/detection.ts';
import type { AutomlRun, Trial } from '../../shapes/research.ts';

/** Makes a detector of the best trial, or leads to the one that was made. */
export function DeployRun({
  run,
  best,
  onDeployed,
}: {
  run: AutomlRun;
  best: Trial;
  onDeployed: () => void;
}) {
  const form = useForm();
  const tell = useToast();
  const [name, setName] = useState(run.name);
  if (run.detectorId !== null) {
    return (
      <Section title="Deployment">
        <p>
          This search was deployed. <Link href={`/detectors/${run.detectorId}`}>Open its detector</Link>
        </p>
      </Section>
    );
  }
  const deploy = async () => {
    const detector = await api.call(Detector, 'POST', `/automl/runs/${run.id}/deploy`, {
      json: { name: name.trim() },
    });
    tell(`Detector “${detector.name}” created.`);
    onDeployed();
  };
  return (
    <Section
      title="Deployment"
      note={`Makes a detector of trial ${best.position} (${inWords(best.algorithm)}), trained and ready.`}
    >
      <Form
        form={form}
        onSubmit={() =>
          form.submit(() => required({ '/name': { value: name, message: 'Enter a name.' } }), deploy)
        }
      >
        <TextField label="Detector name" value={name} onValue={setName} error={form.error('/name')} />
        <div class="form-actions">
          <SubmitButton form={form}>Deploy the best trial</SubmitButton>
        </div>
      </Form>
    </Section>
  );
}
