import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { NotAllowed } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { useToast } from '../../components/toasts.tsx';
import { Link } from '../../routing/link.tsx';
import { navigate } from '../../routing/location.ts';
import { useMay } from '../../session/session.tsx';
import { type Algorithm, Detector } from '../../shapes/detection.ts';
import { AlgorithmChoice } from './algorithm-choice.tsx';
import { contaminationError } from './contamination.ts';
import {
  ParameterFields,
  parameterErrors,
  parameterValues,
  type ParameterTexts,
} from './parameter-fields.tsx';
import { useAlgorithms } from './use-algorithms.ts';

const HIGHEST_SEED = 2 ** 31 - 1;

/** Creation of a detector. */
export function NewDetectorPage() {
  const mayWrite = useMay('write');
  const algorithms = useAlgorithms();
  return (
    <Page title="New detector" parent={{ href: '/detectors', name: 'Detectors' }}>
      {mayWrite ? (
        <LoadView load={algorithms}>{(list) => <NewDetectorForm algorithms={list} />}</LoadView>
      ) : (
        <NotAllowed>Your role may look at detectors, not create them.</NotAllowed>
      )}
    </Page>
  );
}

function NewDetectorForm({ algorithms }: { algorithms: readonly Algorithm[] }) {
  const form = useForm();
  const tell = useToast();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [chosen, setChosen] = useState(algorithms[0]?.id ?? '');
  const [texts, setTexts] = useState<ParameterTexts>({});
  const [contamination, setContamination] = useState('0.05');
  const [seed, setSeed] = useState('42');
  const algorithm = algorithms.find(({ id }) => id === chosen);

  const check = () => {
    const wrongContamination = contaminationError(contamination);
    return {
      ...required({ '/name': { value: name, message: 'Enter a name.' } }),
      ...(algorithm === undefined ? {} : parameterErrors(algorithm, texts)),
      ...(wrongContamination === undefined ? {} : { '/contamination': wrongContamination }),
      ...(isSeed(seed) ? {} : { '/seed': `Enter a whole number from 0 to ${HIGHEST_SEED}.` }),
    };
  };
  const create = async () => {
    const detector = await api.call(Detector, 'POST', '/detectors', {
      json: {
        name: name.trim(),
        ...(description === '' ? {} : { description }),
        algorithm: chosen,
        parameters: algorithm === undefined ? {} : parameterValues(algorithm, texts),
        contamination: Number(contamination),
        seed: Number(seed),
      },
    });
    tell(`Detector “${detector.name}” created.`);
    navigate(`/detectors/${detector.id}`);
  };
  return (
    <Form form={form} onSubmit={() => form.submit(check, create)}>
      <TextField label="Name" value={name} onValue={setName} error={form.error('/name')} />
      <TextField
        label="Description"
        optional
        multiline={3}
        value={description}
        onValue={setDescription}
        error={form.error('/description')}
      />
      <AlgorithmChoice algorithms={algorithms} chosen={chosen} onChosen={setChosen} />
      {algorithm === undefined ? null : (
        <ParameterFields algorithm={algorithm} texts={texts} onTexts={setTexts} error={form.error} />
      )}
      <div class="field-pair">
        <TextField
          label="Contamination"
          type="number"
          hint="Share of rows that you expect to be anomalous. Above 0, at most 0.5."
          range={{ step: 'any' }}
          value={contamination}
          onValue={setContamination}
          error={form.error('/contamination')}
        />
        <TextField
          label="Seed"
          type="number"
          hint="The same seed gives the same scores."
          range={{ step: 1 }}
          value={seed}
          onValue={setSeed}
          error={form.error('/seed')}
        />
      </div>
      <div class="form-actions">
        <SubmitButton form={form}>Create detector</SubmitButton>
        <Link class="button" href="/detectors">
          Cancel
        </Link>
      </div>
    </Form>
  );
}

function isSeed(text: string): boolean {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= 0 && value <= HIGHEST_SEED;
}
