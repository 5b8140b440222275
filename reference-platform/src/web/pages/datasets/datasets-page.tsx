import { api } from '../../api/client.ts';
import { createdColumns } from '../../components/created.tsx';
import { ChoiceFilter, ClearFilters, SearchFilter } from '../../components/list-filters.tsx';
import { Empty } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { PagedList } from '../../components/paged-list.tsx';
import { bytes, count } from '../../format/numbers.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import { offsetOf, PAGE_SIZE } from '../../routing/list-query.ts';
import { useMay } from '../../session/session.tsx';
import { DatasetList } from '../../shapes/dataset.ts';
import { formatName } from './names.ts';

const sorts = [
  { value: '', label: 'Newest first' },
  { value: 'createdAt', label: 'Oldest first' },
  { value: 'name', label: 'Name A to Z' },
  { value: '-name', label: 'Name Z to A' },
  { value: '-rowCount', label: 'Most rows' },
  { value: 'rowCount', label: 'Fewest rows' },
];

const formats = [
  { value: '', label: 'All formats' },
  { value: 'csv', label: 'CSV' },
  { value: 'jsonl', label: 'JSON lines' },
];

/** The tenant's datasets. What is searched for stands in the address. */
export function DatasetsPage({ query }: { query: URLSearchParams }) {
  const mayWrite = useMay('write');
  const filter = {
    q: query.get('q') ?? '',
    format: query.get('format') ?? '',
    sort: query.get('sort') ?? '',
  };
  const offset = offsetOf(query);
  const list = useLoad(query.toString(), (signal) =>
    api.call(DatasetList, 'GET', '/datasets', { query: { ...filter, limit: PAGE_SIZE, offset }, signal }),
  );
  const filtered = filter.q !== '' || filter.format !== '';
  const upload = (
    <Link class="button button-primary" href="/datasets/new">
      Upload a dataset
    </Link>
  );
  return (
    <Page
      title="Datasets"
      lead="Tables to learn from and to examine."
      actions={mayWrite ? upload : undefined}
    >
      <div class="filters" role="search">
        <SearchFilter query={query} label="Search datasets" />
        <ChoiceFilter query={query} label="Format" name="format" options={formats} />
        <ChoiceFilter query={query} label="Sort by" name="sort" options={sorts} />
      </div>
      <PagedList
        caption="Datasets"
        list={list}
        offset={offset}
        empty={
          filtered ? (
            <Empty title="No dataset matches" action={<ClearFilters names={['q', 'format']} />} />
          ) : (
            <Empty title="No datasets yet">
              {mayWrite ? 'Upload a CSV or JSON lines file to begin.' : 'Nobody has uploaded one so far.'}
            </Empty>
          )
        }
        columns={[
          {
            header: 'Name',
            cell: (dataset) => <Link href={`/datasets/${dataset.id}`}>{dataset.name}</Link>,
          },
          { header: 'Rows', align: 'end', cell: (dataset) => count(dataset.rowCount) },
          { header: 'Columns', align: 'end', cell: (dataset) => dataset.columns.length },
          { header: 'Format', cell: (dataset) => formatName(dataset.format) },
          { header: 'Size', align: 'end', cell: (dataset) => bytes(dataset.sizeBytes) },
          ...createdColumns,
        ]}
      />
    </Page>
  );
}
