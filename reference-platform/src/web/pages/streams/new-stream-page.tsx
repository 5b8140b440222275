import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { SelectField, TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Empty, NotAllowed } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { useToast } from '../../components/toasts.tsx';
import { useLoad } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import { navigate } from '../../routing/location.ts';
import { useMay } from '../../session/session.tsx';
import { type Detector, DetectorList } from '../../shapes/detection.ts';
import { Stream } from '../../shapes/stream.ts';

/** Creation of a stream. */
export function NewStreamPage() {
  const mayWrite = useMay('write');
  const detectors = useLoad(mayWrite ? 'detectors' : null, (signal) =>
    api.call(DetectorList, 'GET', '/detectors', { query: { limit: 200, sort: 'name' }, signal }),
  );
  return (
    <Page title="New stream" parent={{ href: '/streams', name: 'Streams' }}>
      {mayWrite ? (
        <LoadView load={detectors}>
          {({ items }) => <Choice detectors={items.filter(({ latestVersion }) => latestVersion !== null)} />}
        </LoadView>
      ) : (
        <NotAllowed>Your role may look at streams, not create them.</NotAllowed>
      )}
    </Page>
  );
}

function Choice({ detectors }: { detectors: readonly Detector[] }) {
  if (detectors.length > 0) return <NewStreamForm detectors={detectors} />;
  const toDetectors = (
    <Link class="button" href="/detectors">
      To the detectors
    </Link>
  );
  return (
    <Empty title="No trained detector yet" action={toDetectors}>
      A stream needs a detector that scores its points.
    </Empty>
  );
}

function thresholdError(text: string): Record<string, string> {
  const isGood = text.trim() === '' || (Number(text) >= 0 && Number(text) <= 1);
  return isGood ? {} : { '/threshold': 'Enter a number from 0 to 1.' };
}

function NewStreamForm({ detectors }: { detectors: readonly Detector[] }) {
  const form = useForm();
  const tell = useToast();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [detectorId, setDetectorId] = useState(detectors[0]?.id ?? '');
  const [threshold, setThreshold] = useState('');

  const check = () => ({
    ...required({ '/name': { value: name, message: 'Enter a name.' } }),
    ...thresholdError(threshold),
  });
  const create = async () => {
    const stream = await api.call(Stream, 'POST', '/streams', {
      json: {
        name: name.trim(),
        ...(description === '' ? {} : { description }),
        detectorId,
        ...(threshold.trim() === '' ? {} : { threshold: Number(threshold) }),
      },
    });
    tell(`Stream “${stream.name}” created.`);
    navigate(`/streams/${stream.id}`);
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
      <SelectField
        label="Detector"
        value={detectorId}
        options={detectors.map((detector) => ({ value: detector.id, label: detector.name }))}
        onValue={setDetectorId}
        error={form.error('/detectorId')}
      />
      <TextField
        label="Threshold"
        type="number"
        optional
        hint="Points that score above it are anomalous. Left empty, the detector’s own counts."
        range={{ step: 'any' }}
        value={threshold}
        onValue={setThreshold}
        error={form.error('/threshold')}
      />
      <div class="form-actions">
        <SubmitButton form={form}>Create stream</SubmitButton>
        <Link class="button" href="/streams">
          Cancel
        </Link>
      </div>
    </Form>
  );
}
