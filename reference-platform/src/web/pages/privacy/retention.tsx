import { useState } from 'preact/hooks';
import { api, type Tagged } from '../../api/client.ts';
import { TextField } from '../../components/fields.tsx';
import { Form, SubmitButton, useForm } from '../../components/form.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Section } from '../../components/section.tsx';
import { useToast } from '../../components/toasts.tsx';
import { useLoad } from '../../loading/use-load.ts';
import { Retention } from '../../shapes/privacy.ts';

const LONGEST = 3650;

const kinds = [
  { kind: 'audit', label: 'Audit log', least: 30 },
  { kind: 'sessions', label: 'Ended sessions', least: 1 },
  { kind: 'jobs', label: 'Finished jobs', least: 1 },
  { kind: 'detections', label: 'Detections', least: 1 },
  { kind: 'events', label: 'Alerts', least: 1 },
  { kind: 'notifications', label: 'Notifications', least: 1 },
  { kind: 'streamPoints', label: 'Stream points', least: 1 },
  { kind: 'exports', label: 'Export files', least: 1 },
] as const satisfies readonly { kind: keyof Retention; label: string; least: number }[];

/** How long things are kept. */
export function RetentionSection() {
  const load = useLoad('retention', (signal) =>
    api.tagged(Retention, 'GET', '/privacy/retention', { signal }),
  );
  return (
    <Section title="Retention" note="Days that things are kept; what is older goes within the hour.">
      <LoadView load={load}>
        {(found) => <RetentionForm key={found.etag} current={found} onSaved={load.reload} />}
      </LoadView>
    </Section>
  );
}

function RetentionForm({ current, onSaved }: { current: Tagged<Retention>; onSaved: () => void }) {
  const form = useForm();
  const tell = useToast();
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(Object.entries(current.value).map(([kind, days]) => [kind, String(days)])),
  );
  const check = () =>
    Object.fromEntries(
      kinds
        .filter(({ kind, least }) => !isDays(texts[kind] ?? '', least))
        .map(({ kind, least }) => [`/${kind}`, `Enter ${least} to ${LONGEST} days.`]),
    );
  const save = async () => {
    const json = Object.fromEntries(kinds.map(({ kind }) => [kind, Number(texts[kind])]));
    await api.call(Retention, 'PUT', '/privacy/retention', { json, ifMatch: current.etag });
    tell('Retention saved.');
    onSaved();
  };
  return (
    <Form form={form} onSubmit={() => form.submit(check, save)}>
      {kinds.map(({ kind, label, least }) => (
        <TextField
          key={kind}
          label={`${label} (days)`}
          type="number"
          inputMode="numeric"
          range={{ min: least, max: LONGEST, step: 1 }}
          value={texts[kind] ?? ''}
          error={form.error(`/${kind}`)}
          onValue={(text) => setTexts({ ...texts, [kind]: text })}
        />
      ))}
      <div class="form-actions">
        <SubmitButton form={form}>Save retention</SubmitButton>
      </div>
    </Form>
  );
}

function isDays(text: string, least: number): boolean {
  const days = Number(text);
  return text.trim() !== '' && Number.isInteger(days) && days >= least && days <= LONGEST;
}
