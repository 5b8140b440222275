import { addressOf, api } from '../../api/client.ts';
import { Badge } from '../../components/badge.tsx';
import { createdColumns } from '../../components/created.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Form, SubmitButton, useForm } from '../../components/form.tsx';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import { bytes, count } from '../../format/numbers.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Job } from '../../shapes/detection.ts';
import { type PrivacyExport, PrivacyExportList } from '../../shapes/privacy.ts';
import { type RequestDialog, Requests, SHOWN } from './requests.tsx';
import { missingIn, SubjectFields, subjectInWords, subjectOf, useSubject } from './subject.tsx';

/** Exports of what is known of a person. `erasures` counts erasures: each may have made exports expire. */
export function Exports({ erasures }: { erasures: number }) {
  const list = useLoad(`exports after ${erasures}`, (signal) =>
    api.call(PrivacyExportList, 'GET', '/privacy/exports', { query: { limit: SHOWN }, signal }),
  );
  return (
    <Requests<PrivacyExport>
      title="Exports"
      note="All that is known of a person, as a file to hand over."
      action={{ label: 'New export', class: 'button-primary' }}
      one="Export"
      ended={{ well: 'The export is ready.', badly: 'The export has failed.' }}
      list={list}
      empty="No exports yet"
      columns={[
        { header: 'Person', cell: ({ subject }) => subjectInWords(subject) },
        { header: 'Status', cell: ({ status }) => <Status status={status} /> },
        { header: 'Records', align: 'end', cell: ({ entries }) => (entries === null ? '–' : count(entries)) },
        ...createdColumns,
        { header: 'File', cell: (row) => <Download of={row} /> },
      ]}
      dialog={(props) => <NewExport {...props} />}
    />
  );
}

function Status({ status }: { status: PrivacyExport['status'] }) {
  return status === 'expired' ? <Badge tone="warn">Expired</Badge> : <OutcomeBadge status={status} />;
}

function Download({ of: { id, status, sizeBytes, subject } }: { of: PrivacyExport }) {
  if (status !== 'completed') return <>–</>;
  return (
    <a
      href={addressOf(`/privacy/exports/${id}/file`)}
      aria-label={`Download the export of ${subjectInWords(subject)}`}
      download
    >
      {`Download (${bytes(sizeBytes ?? 0)})`}
    </a>
  );
}

function NewExport({ onStarted, onClose }: RequestDialog) {
  const form = useForm();
  const [choice, setChoice] = useSubject();
  const start = async () => {
    const json = { subject: subjectOf(choice) };
    onStarted(await api.call(Job, 'POST', '/privacy/exports', { json }));
  };
  return (
    <Dialog title="New export" onClose={onClose}>
      <Form form={form} onSubmit={() => form.submit(() => missingIn(choice), start)}>
        <SubjectFields choice={choice} onChoice={setChoice} form={form} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <SubmitButton form={form}>Start export</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
