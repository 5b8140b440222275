import { api } from '../../api/client.ts';
import { createdColumns } from '../../components/created.tsx';
import { ChoiceFilter, ClearFilters, SearchFilter } from '../../components/list-filters.tsx';
import { Empty } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { PagedList } from '../../components/paged-list.tsx';
import { share } from '../../format/numbers.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import { offsetOf, PAGE_SIZE } from '../../routing/list-query.ts';
import { useMay } from '../../session/session.tsx';
import { DetectorList } from '../../shapes/detection.ts';
import { ImportModel } from './import-model.tsx';
import { StatusBadge } from './status-badge.tsx';
import { algorithmName, useAlgorithms } from './use-algorithms.ts';

const sorts = [
  { value: '', label: 'Newest first' },
  { value: 'createdAt', label: 'Oldest first' },
  { value: 'name', label: 'Name A to Z' },
  { value: '-name', label: 'Name Z to A' },
];

const statuses = [
  { value: '', label: 'All statuses' },
  { value: 'untrained', label: 'Untrained' },
  { value: 'training', label: 'Training' },
  { value: 'ready', label: 'Ready' },
  { value: 'failed', label: 'Failed' },
];

/** The tenant's detectors. What is searched for stands in the address. */
export function DetectorsPage({ query }: { query: URLSearchParams }) {
  const mayWrite = useMay('write');
  const algorithms = useAlgorithms().value;
  const filter = {
    q: query.get('q') ?? '',
    algorithm: query.get('algorithm') ?? '',
    status: query.get('status') ?? '',
    sort: query.get('sort') ?? '',
  };
  const offset = offsetOf(query);
  const list = useLoad(query.toString(), (signal) =>
    api.call(DetectorList, 'GET', '/detectors', { query: { ...filter, limit: PAGE_SIZE, offset }, signal }),
  );
  const filtered = filter.q !== '' || filter.algorithm !== '' || filter.status !== '';
  const create = (
    <>
      <ImportModel />
      <Link class="button button-primary" href="/detectors/new">
        New detector
      </Link>
    </>
  );
  return (
    <Page
      title="Detectors"
      lead="An algorithm with its settings, trained on your data."
      actions={mayWrite ? create : undefined}
    >
      <div class="filters" role="search">
        <SearchFilter query={query} label="Search detectors" />
        <ChoiceFilter
          query={query}
          label="Algorithm"
          name="algorithm"
          options={[
            { value: '', label: 'All algorithms' },
            ...(algorithms ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <ChoiceFilter query={query} label="Status" name="status" options={statuses} />
        <ChoiceFilter query={query} label="Sort by" name="sort" options={sorts} />
      </div>
      <PagedList
        caption="Detectors"
        list={list}
        offset={offset}
        empty={
          filtered ? (
            <Empty
              title="No detector matches"
              action={<ClearFilters names={['q', 'algorithm', 'status']} />}
            />
          ) : (
            <Empty title="No detectors yet">
              {mayWrite ? 'Create one, then train it on a dataset.' : 'Nobody has created one so far.'}
            </Empty>
          )
        }
        columns={[
          {
            header: 'Name',
            cell: (detector) => <Link href={`/detectors/${detector.id}`}>{detector.name}</Link>,
          },
          { header: 'Algorithm', cell: (detector) => algorithmName(algorithms, detector.algorithm) },
          { header: 'Status', cell: (detector) => <StatusBadge status={detector.status} /> },
          {
            header: 'Latest version',
            cell: (detector) => (detector.latestVersion === null ? '–' : `v${detector.latestVersion}`),
          },
          {
            header: 'Contamination',
            align: 'end',
            cell: (detector) => share(detector.contamination),
          },
          ...createdColumns,
        ]}
      />
    </Page>
  );
}
