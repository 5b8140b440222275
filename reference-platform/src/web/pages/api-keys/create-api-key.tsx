import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { Dialog } from '../../components/dialog.tsx';
import { CheckField, SelectField, TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { NewApiKey } from '../../shapes/identity.ts';

const DAY_MS = 86_400_000;

const scopes = [
  { id: 'read', label: 'Read' },
  { id: 'write', label: 'Write' },
  { id: 'ingest', label: 'Ingest' },
];

const lifetimes = [
  { value: '', label: 'Never' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In 1 year' },
];

/** Makes an API key. */
export function CreateApiKey(props: { onCreated: (apiKey: NewApiKey) => void; onClose: () => void }) {
  const form = useForm();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>(['read']);
  const [days, setDays] = useState('90');
  const check = () => ({
    ...required({ '/name': { value: name, message: 'Enter a name.' } }),
    ...(chosen.length === 0 ? { '/scopes': 'Choose at least one scope.' } : {}),
  });
  const create = async () => {
    const expiresAt = days === '' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    const json = { name: name.trim(), scopes: chosen, ...(expiresAt === null ? {} : { expiresAt }) };
    props.onCreated(await api.call(NewApiKey, 'POST', '/api-keys', { json }));
  };
  const scopesError = form.error('/scopes');
  return (
    <Dialog title="Create API key" onClose={props.onClose}>
      <Form form={form} onSubmit={() => form.submit(check, create)}>
        <TextField
          label="Name"
          hint="What will use it, so that you know it again."
          value={name}
          onValue={setName}
          error={form.error('/name')}
        />
        <fieldset>
          <legend>Scopes</legend>
          {scopesError === undefined ? null : (
            <p class="field-error" role="alert">
              {scopesError}
            </p>
          )}
          <div class="checks">
            {scopes.map(({ id, label }) => (
              <CheckField
                key={id}
                label={label}
                checked={chosen.includes(id)}
                onChecked={(wanted) =>
                  setChosen(wanted ? [...chosen, id] : chosen.filter((scope) => scope !== id))
                }
              />
            ))}
          </div>
        </fieldset>
        <SelectField
          label="Expires"
          value={days}
          options={lifetimes}
          onValue={setDays}
          error={form.error('/expiresAt')}
        />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={props.onClose}>
            Cancel
          </button>
          <SubmitButton form={form}>Create key</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
