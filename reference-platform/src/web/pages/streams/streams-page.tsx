import { api } from '../../api/client.ts';
import { createdColumns } from '../../components/created.tsx';
import { ChoiceFilter, ClearFilters, SearchFilter } from '../../components/list-filters.tsx';
import { Empty } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { PagedList } from '../../components/paged-list.tsx';
import { score } from '../../format/numbers.ts';
import { inWords } from '../../format/words.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import { offsetOf, PAGE_SIZE } from '../../routing/list-query.ts';
import { useMay } from '../../session/session.tsx';
import { StreamList } from '../../shapes/stream.ts';
import { StreamBadge } from './stream-badge.tsx';

const statuses = ['pending', 'active', 'paused', 'stopped', 'error'];

/** The tenant's streams. What is searched for stands in the address. */
export function StreamsPage({ query }: { query: URLSearchParams }) {
  const mayWrite = useMay('write');
  const filter = { q: query.get('q') ?? '', status: query.get('status') ?? '' };
  const offset = offsetOf(query);
  const list = useLoad(query.toString(), (signal) =>
    api.call(StreamList, 'GET', '/streams', { query: { ...filter, limit: PAGE_SIZE, offset }, signal }),
  );
  const isFiltered = filter.q !== '' || filter.status !== '';
  const clear = <ClearFilters names={['q', 'status']} />;
  const create = (
    <Link class="button button-primary" href="/streams/new">
      New stream
    </Link>
  );
  return (
    <Page
      title="Streams"
      lead="Points that a detector scores as they come."
      actions={mayWrite ? create : undefined}
    >
      <div class="filters" role="search">
        <SearchFilter query={query} label="Search streams" />
        <ChoiceFilter
          query={query}
          label="Status"
          name="status"
          options={[
            { value: '', label: 'All statuses' },
            ...statuses.map((value) => ({ value, label: inWords(value) })),
          ]}
        />
      </div>
      <PagedList
        caption="Streams"
        list={list}
        offset={offset}
        empty={
          isFiltered ? (
            <Empty title="No stream matches" action={clear} />
          ) : (
            <Empty title="No streams yet">
              {mayWrite
                ? 'Create one of a trained detector, then send points to it.'
                : 'Nobody has created one so far.'}
            </Empty>
          )
        }
        columns={[
          {
            header: 'Name',
            cell: (stream) => <Link href={`/streams/${stream.id}`}>{stream.name}</Link>,
          },
          { header: 'Status', cell: (stream) => <StreamBadge status={stream.status} /> },
          { header: 'Columns', align: 'end', cell: (stream) => stream.features.length },
          { header: 'Threshold', align: 'end', cell: (stream) => score(stream.threshold) },
          ...createdColumns,
        ]}
      />
    </Page>
  );
}
