import { useEffect, useRef, useState } from 'preact/hooks';
import { uploadDataset, type RunningUpload } from '../../api/upload.ts';
import { TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { NotAllowed } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { Progress } from '../../components/progress.tsx';
import { useToast } from '../../components/toasts.tsx';
import { Link } from '../../routing/link.tsx';
import { navigate } from '../../routing/location.ts';
import { useMay } from '../../session/session.tsx';
import { FileDrop } from './file-drop.tsx';
import { headerColumns } from './header-columns.ts';

/** Upload of a file as a new dataset. */
export function UploadPage() {
  const mayWrite = useMay('write');
  return (
    <Page title="Upload a dataset" parent={{ href: '/datasets', name: 'Datasets' }}>
      {mayWrite ? <UploadForm /> : <NotAllowed>Your role may look at datasets, not upload them.</NotAllowed>}
    </Page>
  );
}

/** The form of an upload, with its progress and a way to stop it. */
function UploadForm() {
  const form = useForm();
  const tell = useToast();
  const running = useRef<RunningUpload | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [columns, setColumns] = useState<readonly string[]>([]);
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [labelColumn, setLabelColumn] = useState('');
  const [timeColumn, setTimeColumn] = useState('');
  useEffect(() => () => running.current?.cancel(), []);

  const choose = (chosen: File) => {
    setFile(chosen);
    setName((given) => (given === '' ? chosen.name.replace(/\.[^.]+$/, '') : given));
    void headerColumns(chosen).then(setColumns);
  };

  const send = async () => {
    if (file === null) return;
    setSent(0);
    try {
      const fields = {
        name: name.trim(),
        description,
        labelColumn: labelColumn.trim(),
        timeColumn: timeColumn.trim(),
      };
      running.current = uploadDataset({ ...fields, file }, setSent);
      const dataset = await running.current.finished;
      running.current = null;
      if (dataset === null) {
        tell('Upload cancelled. Nothing was kept.');
        return;
      }
      tell(`Dataset “${dataset.name}” uploaded.`);
      navigate(`/datasets/${dataset.id}`);
    } finally {
      running.current = null;
      setSent(null);
    }
  };

  const submit = () =>
    form.submit(
      () => ({
        ...(file === null ? { '/file': 'Choose a file.' } : {}),
        ...required({ '/name': { value: name, message: 'Enter a name.' } }),
      }),
      send,
    );

  return (
    <Form form={form} onSubmit={submit}>
      <FileDrop file={file} error={form.error('/file')} onFile={choose} />
      <TextField label="Name" value={name} onValue={setName} error={form.error('/name')} />
      <TextField
        label="Description"
        optional
        multiline={3}
        value={description}
        onValue={setDescription}
        error={form.error('/description')}
      />
      <div class="field-pair">
        <TextField
          label="Label column"
          optional
          hint="Holds 1 for known anomalies, 0 for the rest."
          suggestions={columns}
          value={labelColumn}
          onValue={setLabelColumn}
          error={form.error('/labelColumn')}
        />
        <TextField
          label="Time column"
          optional
          hint="Says when each row happened."
          suggestions={columns}
          value={timeColumn}
          onValue={setTimeColumn}
          error={form.error('/timeColumn')}
        />
      </div>
      {sent === null ? (
        <div class="form-actions">
          <SubmitButton form={form}>Upload</SubmitButton>
          <Link class="button" href="/datasets">
            Cancel
          </Link>
        </div>
      ) : (
        <div class="running">
          <Progress label="Upload progress" value={sent} />
          <p role="status">{sent < 1 ? 'Sending…' : 'Checking the file…'}</p>
          <button type="button" class="button" onClick={() => running.current?.cancel()}>
            Cancel upload
          </button>
        </div>
      )}
    </Form>
  );
}
