import { api } from '../../api/client.ts';
import { createdColumns } from '../../components/created.tsx';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import { count } from '../../format/numbers.ts';
import { useLoad } from '../../loading/use-load.ts';
import { type Erasure, ErasureList } from '../../shapes/privacy.ts';
import { NewErasure } from './new-erasure.tsx';
import { Requests, SHOWN } from './requests.tsx';
import { subjectInWords } from './subject.tsx';

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
  const list = useLoad('erasures', (signal) =>
    api.call(ErasureList, 'GET', '/privacy/erasures', { query: { limit: SHOWN }, signal }),
  );
  return (
    <Requests<Erasure>
      title="Erasures"
      note="Takes a person out of everything, for good."
      action={{ label: 'Erase a person', class: 'button-danger' }}
      one="Erasure"
      ended={{ well: 'The person is erased.', badly: 'The erasure has failed.' }}
      list={list}
      empty="Nobody was erased"
      columns={[
        { header: 'Person', cell: ({ subject }) => subjectInWords(subject) },
        { header: 'Status', cell: ({ status }) => <OutcomeBadge status={status} /> },
        { header: 'Erased', wrap: true, cell: ({ erased }) => inWords(erased) },
        ...createdColumns,
      ]}
      dialog={(props) => <NewErasure {...props} />}
      onEnd={onErased}
    />
  );
}
