import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { DataTable } from '../../components/data-table.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Paging } from '../../components/paging.tsx';
import { Section } from '../../components/section.tsx';
import { count, figure, score } from '../../format/numbers.ts';
import { useLoad } from '../../loading/use-load.ts';
import { PAGE_SIZE } from '../../routing/list-query.ts';
import { type Anomaly, AnomalyList } from '../../shapes/detection.ts';
import { type Explainer, Explanation } from './explanation.tsx';

interface AnomaliesProps {
  id: string;
  /** Null where no row can be explained. */
  explainer: Explainer | null;
  /** Why none can, to somebody who might expect it. */
  unexplained: string | null;
}

/** The anomalous rows, most anomalous first, with the columns that set them apart; each can be explained. */
export function Anomalies({ id, explainer, unexplained }: AnomaliesProps) {
  const [offset, setOffset] = useState(0);
  const [opened, setOpened] = useState<number | null>(null);
  const load = useLoad(`${id} ${offset}`, (signal) =>
    api.call(AnomalyList, 'GET', `/detections/${id}/anomalies`, {
      query: { limit: PAGE_SIZE, offset },
      signal,
    }),
  );
  return (
    <Section
      title="Anomalies"
      note={['Most anomalous first. A column’s share says how far it stands out.', unexplained]
        .join(' ')
        .trim()}
    >
      <LoadView load={load}>
        {(page) =>
          page.total === 0 ? (
            <p>No anomalies.</p>
          ) : (
            <>
              <DataTable
                caption="Anomalies"
                captionHidden
                cards
                busy={load.loading}
                rows={page.items}
                rowKey={({ rank }) => rank}
                expansion={
                  explainer === null
                    ? undefined
                    : {
                        header: 'Why',
                        verb: 'Explain',
                        nameOf: ({ rowIndex }) => `Explain row ${count(rowIndex + 1)}`,
                        isOpen: ({ rowIndex }) => rowIndex === opened,
                        onToggle: ({ rowIndex }) => setOpened(rowIndex === opened ? null : rowIndex),
                        body: ({ rowIndex }) => <Explanation explainer={explainer} rowIndex={rowIndex} />,
                      }
                }
                columns={[
                  { header: 'Rank', cell: ({ rank }) => count(rank) },
                  { header: 'Row', align: 'end', cell: ({ rowIndex }) => count(rowIndex + 1) },
                  { header: 'Score', align: 'end', cell: (anomaly) => score(anomaly.score) },
                  { header: 'Raw score', align: 'end', cell: ({ rawScore }) => figure(rawScore) },
                  { header: 'Contributing columns', cell: (anomaly) => <Contributions anomaly={anomaly} /> },
                ]}
              />
              <Paging
                of="anomalies"
                total={page.total}
                limit={PAGE_SIZE}
                offset={offset}
                onOffset={setOffset}
              />
            </>
          )
        }
      </LoadView>
    </Section>
  );
}

function Contributions({ anomaly }: { anomaly: Anomaly }) {
  return (
    <ul class="contributions">
      {anomaly.features.map(({ column, value, contribution }) => (
        <li key={column}>
          <span class="contribution-column">{column}</span>{' '}
          <span class="contribution-value">{value === null ? 'missing' : figure(value)}</span>
          <span class="contribution-share">{`, ${Math.round(contribution * 100)}%`}</span>
        </li>
      ))}
    </ul>
  );
}
