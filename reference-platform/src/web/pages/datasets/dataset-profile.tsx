import { DataTable } from '../../components/data-table.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Section } from '../../components/section.tsx';
import { Distribution } from '../../charts/distribution.tsx';
import { count, figure } from '../../format/numbers.ts';
import { When } from '../../format/when.tsx';
import { inWords } from '../../format/words.ts';
import type { Loaded } from '../../loading/use-load.ts';
import type { ColumnProfile, Profile } from '../../shapes/dataset.ts';
import { Correlation } from './correlation.tsx';

/** The statistics of each column, and how the numeric ones go together. */
export function DatasetProfile({ profile }: { profile: Loaded<Profile> }) {
  return (
    <>
      <Section title="Columns">
        <LoadView load={profile}>
          {(value) => (
            <DataTable<ColumnProfile>
              caption="Columns"
              captionHidden
              rows={value.columns}
              rowKey={(column) => column.name}
              columns={[
                { header: 'Column', cell: (column) => column.name },
                { header: 'Type', cell: (column) => inWords(column.type) },
                { header: 'Distribution', cell: (column) => <Distribution column={column} /> },
                { header: 'Missing', align: 'end', cell: (column) => count(column.missing) },
                {
                  header: 'Distinct',
                  align: 'end',
                  cell: (column) => (column.distinct === null ? '–' : count(column.distinct)),
                },
                {
                  header: 'Minimum',
                  align: 'end',
                  cell: (column) => <Bound column={column} value={column.min} />,
                },
                {
                  header: 'Median',
                  align: 'end',
                  cell: (column) => <Bound column={column} value={column.quantiles?.p50 ?? null} />,
                },
                {
                  header: 'Mean',
                  align: 'end',
                  cell: (column) => <Bound column={column} value={column.mean} />,
                },
                {
                  header: 'Maximum',
                  align: 'end',
                  cell: (column) => <Bound column={column} value={column.max} />,
                },
                { header: 'Std. deviation', align: 'end', cell: (column) => figure(column.stddev) },
              ]}
            />
          )}
        </LoadView>
      </Section>
      {profile.value === null || profile.value.correlation.columns.length < 2 ? null : (
        <Section title="Correlation" note="Pearson’s r of each pair of numeric columns.">
          <Correlation correlation={profile.value.correlation} />
        </Section>
      )}
    </>
  );
}

/** A figure of a column; those of a time column are milliseconds since 1970. */
function Bound({ column, value }: { column: ColumnProfile; value: number | string | boolean | null }) {
  if (column.type !== 'datetime' || typeof value !== 'number') return <>{figure(value)}</>;
  return <When iso={new Date(value).toISOString()} />;
}
