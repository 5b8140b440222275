import { useState } from 'preact/hooks';
import { api, type Tagged } from '../../api/client.ts';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { Dataset } from '../../shapes/dataset.ts';

interface EditDatasetProps {
  tagged: Tagged<Dataset>;
  onSaved: (saved: Tagged<Dataset>) => void;
  /** Somebody else was faster: fetch what is there now. */
  onStale: () => void;
  onClose: () => void;
}

/** Changes name and description, only if nobody else has changed the dataset since it was shown. */
export function EditDataset({ tagged, onSaved, onStale, onClose }: EditDatasetProps) {
  const form = useForm();
  const [name, setName] = useState(tagged.value.name);
  const [description, setDescription] = useState(tagged.value.description ?? '');
  const stale = form.failure?.status === 412;
  const submit = () =>
    form.submit(
      () => required({ '/name': { value: name, message: 'Enter a name.' } }),
      async () => {
        onSaved(
          await api.tagged(Dataset, 'PATCH', `/datasets/${tagged.value.id}`, {
            json: { name: name.trim(), description },
            ifMatch: tagged.etag,
          }),
        );
      },
    );
  return (
    <Dialog title="Edit dataset" onClose={onClose}>
      <Form form={form} onSubmit={submit} failureTitle={stale ? 'It was changed meanwhile' : undefined}>
        <TextField label="Name" value={name} onValue={setName} error={form.error('/name')} />
        <TextField
          label="Description"
          optional
          multiline={4}
          value={description}
          onValue={setDescription}
          error={form.error('/description')}
        />
        <div class="dialog-actions">
          <button
            type="button"
            class="button"
            onClick={() => {
              if (stale) onStale();
              onClose();
            }}
          >
            Cancel
          </button>
          <SubmitButton form={form}>Save changes</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
