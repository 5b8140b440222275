import { api } from '../../api/client.ts';
import { createdColumns } from '../../components/created.tsx';
import { ChoiceFilter } from '../../components/list-filters.tsx';
import { Empty } from '../../components/notices.tsx';
import { OutcomeBadge } from '../../components/outcome-badge.tsx';
import { Page } from '../../components/page.tsx';
import { PagedList } from '../../components/paged-list.tsx';
import { count } from '../../format/numbers.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import { offsetOf, PAGE_SIZE } from '../../routing/list-query.ts';
import { useMay } from '../../session/session.tsx';
import { ExperimentList } from '../../shapes/research.ts';
import { useNames } from '../detections/use-names.ts';

const statuses = [
  { value: '', label: 'All statuses' },
  { value: 'draft', label: 'Draft' },
  { value: 'running', label: 'Running' },
  { value: 'completed', label: 'Completed' },
  { value: 'failed', label: 'Failed' },
  { value: 'cancelled', label: 'Cancelled' },
];

/** The tenant's experiments. The status that is looked for stands in the address. */
export function ExperimentsPage({ query }: { query: URLSearchParams }) {
  const mayWrite = useMay('write');
  const names = useNames();
  const status = query.get('status') ?? '';
  const offset = offsetOf(query);
  const list = useLoad(query.toString(), (signal) =>
    api.call(ExperimentList, 'GET', '/experiments', { query: { status, limit: PAGE_SIZE, offset }, signal }),
  );
  return (
    <Page
      title="Experiments"
      lead="Candidates trained on the same rows and compared on the rest."
      actions={
        mayWrite ? (
          <Link class="button button-primary" href="/experiments/new">
            New experiment
          </Link>
        ) : undefined
      }
    >
      <div class="filters" role="search">
        <ChoiceFilter query={query} label="Status" name="status" options={statuses} />
      </div>
      <PagedList
        caption="Experiments"
        list={list}
        offset={offset}
        empty={
          <Empty title={status === '' ? 'No experiments yet' : 'No experiment matches'}>
            {mayWrite
              ? 'Create one to see which algorithm fits your data.'
              : 'Nobody has created one so far.'}
          </Empty>
        }
        columns={[
          { header: 'Name', cell: ({ id, name }) => <Link href={`/experiments/${id}`}>{name}</Link> },
          { header: 'Status', cell: (row) => <OutcomeBadge status={row.status} /> },
          { header: 'Dataset', cell: ({ datasetId }) => names.dataset(datasetId) },
          { header: 'Candidates', align: 'end', cell: (row) => count(row.candidates.length) },
          ...createdColumns,
        ]}
      />
    </Page>
  );
}
