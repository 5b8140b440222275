import { api } from '../../api/client.ts';
import { createdColumns } from '../../components/created.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { SelectField } from '../../components/fields.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Empty } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { Paging } from '../../components/paging.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { bytes, count } from '../../format/numbers.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import { offsetOf, PAGE_SIZE } from '../../routing/list-query.ts';
import { changeQuery } from '../../routing/location.ts';
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
        <SearchField
          label="Search datasets"
          value={filter.q}
          onValue={(q) => changeQuery({ q, offset: 0 })}
        />
        <SelectField
          label="Format"
          value={filter.format}
          options={formats}
          onValue={(format) => changeQuery({ format, offset: 0 })}
        />
        <SelectField
          label="Sort by"
          value={filter.sort}
          options={sorts}
          onValue={(sort) => changeQuery({ sort, offset: 0 })}
        />
      </div>
      <LoadView load={list}>
        {(found) =>
          found.total === 0 && !filtered ? (
            <Empty title="No datasets yet">
              {mayWrite ? 'Upload a CSV or JSON lines file to begin.' : 'Nobody has uploaded one so far.'}
            </Empty>
          ) : found.total === 0 ? (
            <Empty
              title="No dataset matches"
              action={
                <button
                  type="button"
                  class="button"
                  onClick={() => changeQuery({ q: '', format: '', offset: 0 })}
                >
                  Clear filters
                </button>
              }
            />
          ) : (
            <>
              <DataTable
                caption="Datasets"
                captionHidden
                cards
                busy={list.loading}
                rows={found.items}
                rowKey={(dataset) => dataset.id}
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
              <Paging
                of="datasets"
                total={found.total}
                limit={PAGE_SIZE}
                offset={offset}
                onOffset={(next) => changeQuery({ offset: next })}
              />
            </>
          )
        }
      </LoadView>
    </Page>
  );
}
