import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { DataTable } from '../../components/data-table.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Paging } from '../../components/paging.tsx';
import { Section } from '../../components/section.tsx';
import { count } from '../../format/numbers.ts';
import { useLoad } from '../../loading/use-load.ts';
import { type Cell, type Dataset, RowList } from '../../shapes/dataset.ts';

const PAGE = 20;

/** The rows themselves, as they were uploaded. */
export function DatasetRows({ dataset }: { dataset: Dataset }) {
  const [offset, setOffset] = useState(0);
  const load = useLoad(`${dataset.id} ${offset}`, (signal) =>
    api.call(RowList, 'GET', `/datasets/${dataset.id}/rows`, { query: { limit: PAGE, offset }, signal }),
  );
  return (
    <Section title="Rows">
      <LoadView load={load}>
        {(page) => (
          <>
            <DataTable
              caption="Rows"
              captionHidden
              busy={load.loading}
              rows={page.items}
              rowKey={(row) => row.index}
              columns={[
                { header: 'Row', align: 'end', cell: (row) => count(row.index + 1) },
                ...dataset.columns.map((column) => ({
                  header: column.name,
                  ...(column.type === 'number' ? { align: 'end' as const } : {}),
                  cell: (row: { values: Record<string, Cell> }) => (
                    <CellValue value={row.values[column.name] ?? null} />
                  ),
                })),
              ]}
            />
            <Paging of="rows" total={page.total} limit={PAGE} offset={offset} onOffset={setOffset} />
          </>
        )}
      </LoadView>
    </Section>
  );
}

function CellValue({ value }: { value: Cell }) {
  if (value === null) return <span class="missing-value">missing</span>;
  return <>{String(value)}</>;
}
