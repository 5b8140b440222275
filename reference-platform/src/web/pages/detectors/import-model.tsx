import { useState } from 'preact/hooks';
import { importModel } from '../../api/model-import.ts';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { useToast } from '../../components/toasts.tsx';
import { navigate } from '../../routing/location.ts';
import { FileDrop } from '../datasets/file-drop.tsx';

/** The button that opens the form for a model from outside. */
export function ImportModel() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="button" onClick={() => setOpen(true)}>
        Import a model
      </button>
      {open ? <ImportDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ImportDialog({ onClose }: { onClose: () => void }) {
  const tell = useToast();
  const form = useForm();
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const check = () => ({
    ...(file === null ? { '/file': 'Choose a file.' } : {}),
    ...required({ '/name': { value: name, message: 'Enter a name.' } }),
  });
  const send = async () => {
    if (file === null) return;
    const detector = await importModel(name.trim(), file);
    tell(`Detector “${detector.name}” imported.`);
    navigate(`/detectors/${detector.id}`);
  };
  return (
    <Dialog title="Import a model" onClose={onClose}>
      <Form form={form} onSubmit={() => form.submit(check, send)}>
        <FileDrop
          file={file}
          error={form.error('/file')}
          hint="A file that was downloaded from a version of a detector."
          accept=".json,application/json"
          onFile={setFile}
        />
        <TextField label="Name" value={name} onValue={setName} error={form.error('/name')} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <SubmitButton form={form}>Import</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
