import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { Dialog } from '../../components/dialog.tsx';
import { SelectField, TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { Pattern } from '../../shapes/pattern.ts';

const types = [
  { value: 'frequency', label: 'Frequency: many in a window' },
  { value: 'sequence', label: 'Sequence: one, then another' },
  { value: 'correlation', label: 'Correlation: two that go together' },
];

const windows = [
  { value: '60', label: '1 minute' },
  { value: '300', label: '5 minutes' },
  { value: '3600', label: '1 hour' },
  { value: '86400', label: '1 day' },
];

const filterOf = (kind: string) => (kind.trim() === '' ? {} : { kind: kind.trim() });

/** The pointers of the two kinds in a pattern's definition. */
const pointers: Readonly<Record<string, readonly [string, string]>> = {
  frequency: ['/definition/filter/kind', ''],
  sequence: ['/definition/first/kind', '/definition/then/kind'],
  correlation: ['/definition/first/kind', '/definition/second/kind'],
};

/** Has a pattern looked for. */
export function CreatePattern(props: { onCreated: (pattern: Pattern) => void; onClose: () => void }) {
  const form = useForm();
  const [name, setName] = useState('');
  const [type, setType] = useState('frequency');
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [count, setCount] = useState('3');
  const [windowSeconds, setWindow] = useState('3600');
  const [firstPointer, secondPointer] = pointers[type] ?? ['', ''];
  const check = () => ({
    ...required({ '/name': { value: name, message: 'Enter a name.' } }),
    ...(type === 'frequency' && !/^\d{1,4}$/.test(count.trim())
      ? { '/definition/count': 'Enter a whole number from 2 to 1,000.' }
      : {}),
  });
  const definition = () => {
    const shared = { type, windowSeconds: Number(windowSeconds) };
    if (type === 'frequency') return { ...shared, filter: filterOf(first), count: Number(count) };
    if (type === 'sequence') return { ...shared, first: filterOf(first), then: filterOf(second) };
    return { ...shared, first: filterOf(first), second: filterOf(second) };
  };
  const create = async () => {
    const json = { name: name.trim(), definition: definition() };
    props.onCreated(await api.call(Pattern, 'POST', '/patterns', { json }));
  };
  const kindHint = 'For example anomalies_detected. Empty: any alert.';
  return (
    <Dialog title="New pattern" onClose={props.onClose}>
      <Form form={form} onSubmit={() => form.submit(check, create)}>
        <TextField label="Name" value={name} onValue={setName} error={form.error('/name')} />
        <SelectField label="Type" value={type} options={types} onValue={setType} />
        <TextField
          label={type === 'frequency' ? 'Kind' : 'First kind'}
          optional
          hint={kindHint}
          value={first}
          onValue={setFirst}
          error={form.error(firstPointer)}
        />
        {type === 'frequency' ? (
          <TextField
            label="At least"
            type="number"
            range={{ min: 2, max: 1_000, step: 1 }}
            inputMode="numeric"
            value={count}
            onValue={setCount}
            error={form.error('/definition/count')}
          />
        ) : (
          <TextField
            label="Second kind"
            optional
            hint={kindHint}
            value={second}
            onValue={setSecond}
            error={form.error(secondPointer)}
          />
        )}
        <SelectField label="Window" value={windowSeconds} options={windows} onValue={setWindow} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={props.onClose}>
            Cancel
          </button>
          <SubmitButton form={form}>Create pattern</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
