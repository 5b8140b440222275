import { useState } from 'preact/hooks';
import { addressOf, api } from '../../api/client.ts';
import { Badge } from '../../components/badge.tsx';
import { createdColumns } from '../../components/created.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Form, SubmitButton, useForm } from '../../components/form.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Empty } from '../../components/notices.tsx';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import { Section } from '../../components/section.tsx';
import { useToast } from '../../components/toasts.tsx';
import { bytes, count } from '../../format/numbers.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Job } from '../../shapes/detection.ts';
import { type PrivacyExport, PrivacyExportList } from '../../shapes/privacy.ts';
import { RequestProgress } from './request-progress.tsx';
import { missingIn, SubjectFields, subjectInWords, subjectOf, useSubject } from './subject.tsx';

const SHOWN = 20;

/** Exports of what is known of a person. `erasures` counts erasures: each may have made exports expire. */
export function Exports({ erasures }: { erasures: number }) {
  const tell = useToast();
  const [asking, setAsking] = useState(false);
  const [job, setJob] = useState<Job | null>(null);
  const list = useLoad(`exports after ${erasures}`, (signal) =>
    api.call(PrivacyExportList, 'GET', '/privacy/exports', { query: { limit: SHOWN }, signal }),
  );
  const end = ({ status }: Job) => {
    tell(status === 'completed' ? 'The export is ready.' : 'The export has failed.');
    list.reload();
  };
  return (
    <Section title="Exports" note="All that is known of a person, as a file to hand over.">
      <div class="filters">
        <button type="button" class="button button-primary" onClick={() => setAsking(true)}>
          New export
        </button>
      </div>
      {job === null ? null : <RequestProgress started={job} title="Export" onEnd={end} />}
      <LoadView load={list}>
        {(found) =>
          found.total === 0 ? (
            <Empty title="No exports yet" />
          ) : (
            <DataTable<PrivacyExport>
              caption="Exports"
              captionHidden
              cards
              busy={list.loading}
              rows={found.items}
              rowKey={({ id }) => id}
              columns={[
                { header: 'Person', cell: ({ subject }) => subjectInWords(subject) },
                { header: 'Status', cell: ({ status }) => <Status status={status} /> },
                {
                  header: 'Records',
                  align: 'end',
                  cell: ({ entries }) => (entries === null ? '–' : count(entries)),
                },
                ...createdColumns,
                { header: 'File', cell: (row) => <Download of={row} /> },
              ]}
            />
          )
        }
      </LoadView>
      {asking ? (
        <NewExport
          onStarted={(started) => {
            setAsking(false);
            setJob(started);
            list.reload();
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Section>
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

function NewExport({ onStarted, onClose }: { onStarted: (job: Job) => void; onClose: () => void }) {
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
