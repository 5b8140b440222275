import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { createdColumns } from '../../components/created.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Empty } from '../../components/notices.tsx';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import { Section } from '../../components/section.tsx';
import { useToast } from '../../components/toasts.tsx';
import { count } from '../../format/numbers.ts';
import { useLoad } from '../../loading/use-load.ts';
import type { Job } from '../../shapes/detection.ts';
import { type Erasure, ErasureList } from '../../shapes/privacy.ts';
import { NewErasure } from './new-erasure.tsx';
import { RequestProgress } from './request-progress.tsx';
import { subjectInWords } from './subject.tsx';

const SHOWN = 20;

const kinds: Readonly<Record<string, string>> = {
  rows: 'rows',
  datasets: 'datasets',
  detections: 'detections',
  versions: 'versions marked',
  texts: 'texts',
  auditNames: 'audit names',
  exports: 'exports',
};

/** What an erasure took away, in words. */
function inWords(erased: Erasure['erased']): string {
  const parts = Object.entries(erased ?? {})
    .filter(([, number]) => number > 0)
    .map(([kind, number]) => `${count(number)} ${kinds[kind] ?? kind}`);
  return parts.length === 0 ? '–' : parts.join(', ');
}

/** Erasures of people, and the way to a new one. */
export function Erasures({ onErased }: { onErased: () => void }) {
  const tell = useToast();
  const [asking, setAsking] = useState(false);
  const [job, setJob] = useState<Job | null>(null);
  const list = useLoad('erasures', (signal) =>
    api.call(ErasureList, 'GET', '/privacy/erasures', { query: { limit: SHOWN }, signal }),
  );
  const end = ({ status }: Job) => {
    tell(status === 'completed' ? 'The person is erased.' : 'The erasure has failed.');
    list.reload();
    onErased();
  };
  return (
    <Section title="Erasures" note="Takes a person out of everything, for good.">
      <div class="filters">
        <button type="button" class="button button-danger" onClick={() => setAsking(true)}>
          Erase a person
        </button>
      </div>
      {job === null ? null : <RequestProgress started={job} title="Erasure" onEnd={end} />}
      <LoadView load={list}>
        {(found) =>
          found.total === 0 ? (
            <Empty title="Nobody was erased" />
          ) : (
            <DataTable<Erasure>
              caption="Erasures"
              captionHidden
              cards
              busy={list.loading}
              rows={found.items}
              rowKey={({ id }) => id}
              columns={[
                { header: 'Person', cell: ({ subject }) => subjectInWords(subject) },
                { header: 'Status', cell: ({ status }) => <OutcomeBadge status={status} /> },
                { header: 'Erased', wrap: true, cell: ({ erased }) => inWords(erased) },
                ...createdColumns,
              ]}
            />
          )
        }
      </LoadView>
      {asking ? (
        <NewErasure
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
