import { Badge } from '../../components/badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Section } from '../../components/section.tsx';
import { When } from '../../format/when.tsx';
import { inWords } from '../../format/words.ts';
import type { Loaded } from '../../loading/use-load.ts';
import type { Alert, AlertList } from '../../shapes/monitoring.ts';
import { condition, measured } from './metrics.ts';

/** What fires now and what has fired before. */
export function Alerts({ load }: { load: Loaded<AlertList> }) {
  return (
    <Section title="Fired alerts" note="The latest 20.">
      <LoadView load={load}>
        {({ items }) =>
          items.length === 0 ? (
            <p>No alert has fired.</p>
          ) : (
            <DataTable<Alert>
              caption="Fired alerts"
              captionHidden
              cards
              rows={items}
              rowKey={({ id }) => id}
              columns={[
                { header: 'Rule', cell: ({ ruleName }) => ruleName },
                {
                  header: 'Status',
                  cell: ({ status }) => (
                    <Badge tone={status === 'firing' ? 'bad' : 'good'}>{inWords(status)}</Badge>
                  ),
                },
                { header: 'Severity', cell: ({ severity }) => inWords(severity) },
                { header: 'Condition', cell: condition },
                {
                  header: 'When it fired',
                  align: 'end',
                  cell: ({ metric, value }) => measured(metric, value),
                },
                {
                  header: 'Latest',
                  align: 'end',
                  cell: ({ metric, latestValue }) => measured(metric, latestValue),
                },
                { header: 'Fired', cell: ({ firedAt }) => <When iso={firedAt} /> },
                { header: 'Resolved', cell: ({ resolvedAt }) => <When iso={resolvedAt} /> },
              ]}
            />
          )
        }
      </LoadView>
    </Section>
  );
}
