import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { Dialog } from '../../components/dialog.tsx';
import { SelectField, TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { NewWebhook } from '../../shapes/webhook.ts';

const severities = [
  { value: 'info', label: 'Every severity' },
  { value: 'low', label: 'Low and worse' },
  { value: 'medium', label: 'Medium and worse' },
  { value: 'high', label: 'High and worse' },
  { value: 'critical', label: 'Critical only' },
];

/** The names of kinds in a text that parts them by commas or spaces. */
const kindsIn = (text: string) => text.split(/[\s,]+/).filter(Boolean);

/** Has events sent to a URL. */
export function CreateWebhook(props: { onCreated: (webhook: NewWebhook) => void; onClose: () => void }) {
  const form = useForm();
  const [url, setUrl] = useState('');
  const [kinds, setKinds] = useState('');
  const [minimumSeverity, setMinimumSeverity] = useState('info');
  const check = () => required({ '/url': { value: url, message: 'Enter a URL.' } });
  const create = async () => {
    const named = kindsIn(kinds);
    const json = { url: url.trim(), minimumSeverity, ...(named.length === 0 ? {} : { kinds: named }) };
    props.onCreated(await api.call(NewWebhook, 'POST', '/webhooks', { json }));
  };
  const faultOfKinds = kindsIn(kinds)
    .map((_, index) => form.error(`/kinds/${index}`))
    .find((fault) => fault !== undefined);
  return (
    <Dialog title="New webhook" onClose={props.onClose}>
      <Form form={form} onSubmit={() => form.submit(check, create)}>
        <TextField
          label="URL"
          hint="An address on the public internet that takes POST."
          value={url}
          onValue={setUrl}
          error={form.error('/url')}
        />
        <SelectField
          label="Severity"
          value={minimumSeverity}
          options={severities}
          onValue={setMinimumSeverity}
          error={form.error('/minimumSeverity')}
        />
        <TextField
          label="Kinds"
          optional
          hint="For example anomalies_detected; several parted by commas. Empty: every kind."
          value={kinds}
          onValue={setKinds}
          error={form.error('/kinds') ?? faultOfKinds}
        />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={props.onClose}>
            Cancel
          </button>
          <SubmitButton form={form}>Create webhook</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
