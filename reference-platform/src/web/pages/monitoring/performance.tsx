import { DataTable } from '../../components/data-table.tsx';
import { Fact, Facts } from '../../components/fact.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Section } from '../../components/section.tsx';
import { count, duration } from '../../format/numbers.ts';
import type { Loaded } from '../../loading/use-load.ts';
import type { OperationFigures, Performance as Figures } from '../../shapes/monitoring.ts';

type Total = Omit<OperationFigures, 'operation'>;
type Percentile = 'p50' | 'p95' | 'p99';

const latency = (figures: Total, percentile: Percentile) =>
  figures.latencyMs === null ? '–' : duration(figures.latencyMs[percentile]);
const percentile = (header: string, which: Percentile) => ({
  header,
  align: 'end' as const,
  cell: (figures: OperationFigures) => latency(figures, which),
});

/** How the platform answered this organisation lately. */
export function Performance({ load }: { load: Loaded<Figures> }) {
  return (
    <Section title="Performance" note="Calls of your organisation in the last 5 minutes.">
      <LoadView load={load}>
        {({ total, operations }) => (
          <>
            <Facts size="large-fours">
              <Fact label="Requests">{count(total.requests)}</Fact>
              <Fact label="Refused">{count(total.clientErrors)}</Fact>
              <Fact label="Failed">{count(total.serverErrors)}</Fact>
              <Fact label="95th percentile">{latency(total, 'p95')}</Fact>
            </Facts>
            <div class="section-part">
              <DataTable<OperationFigures>
                caption="Operations"
                captionHidden
                rows={operations}
                rowKey={({ operation }) => operation}
                columns={[
                  { header: 'Operation', cell: ({ operation }) => <code>{operation}</code> },
                  { header: 'Requests', align: 'end', cell: ({ requests }) => count(requests) },
                  { header: 'Refused', align: 'end', cell: ({ clientErrors }) => count(clientErrors) },
                  { header: 'Failed', align: 'end', cell: ({ serverErrors }) => count(serverErrors) },
                  percentile('Median', 'p50'),
                  percentile('95 %', 'p95'),
                  percentile('99 %', 'p99'),
                ]}
              />
            </div>
          </>
        )}
      </LoadView>
    </Section>
  );
}
