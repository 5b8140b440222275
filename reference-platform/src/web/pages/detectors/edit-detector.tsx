import { useState } from 'preact/hooks';
import { api, type Tagged } from '../../api/client.ts';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { Detector } from '../../shapes/detection.ts';
import { contaminationError } from './contamination.ts';

interface EditDetectorProps {
  tagged: Tagged<Detector>;
  onSaved: (saved: Tagged<Detector>) => void;
  /** Somebody else was faster: fetch what is there now. */
  onStale: () => void;
  onClose: () => void;
}

/** Changes a detector, only if nobody else has changed it since it was shown. */
export function EditDetector({ tagged, onSaved, onStale, onClose }: EditDetectorProps) {
  const form = useForm();
  const [name, setName] = useState(tagged.value.name);
  const [description, setDescription] = useState(tagged.value.description ?? '');
  const [contamination, setContamination] = useState(String(tagged.value.contamination));
  const stale = form.failure?.status === 412;
  const check = () => {
    const wrong = contaminationError(contamination);
    return {
      ...required({ '/name': { value: name, message: 'Enter a name.' } }),
      ...(wrong === undefined ? {} : { '/contamination': wrong }),
    };
  };
  const save = async () => {
    onSaved(
      await api.tagged(Detector, 'PATCH', `/detectors/${tagged.value.id}`, {
        json: { name: name.trim(), description, contamination: Number(contamination) },
        ifMatch: tagged.etag,
      }),
    );
  };
  return (
    <Dialog title="Edit detector" onClose={onClose}>
      <Form
        form={form}
        onSubmit={() => form.submit(check, save)}
        failureTitle={stale ? 'It was changed meanwhile' : undefined}
      >
        <TextField label="Name" value={name} onValue={setName} error={form.error('/name')} />
        <TextField
          label="Description"
          optional
          multiline={4}
          value={description}
          onValue={setDescription}
          error={form.error('/description')}
        />
        <TextField
          label="Contamination"
          type="number"
          hint="Counts from the next training on."
          range={{ step: 'any' }}
          value={contamination}
          onValue={setContamination}
          error={form.error('/contamination')}
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
