import { DataTable } from '../../components/data-table.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Section } from '../../components/section.tsx';
import { figure } from '../../format/numbers.ts';
import { When } from '../../format/when.tsx';
import { counted, inWords, shortId } from '../../format/words.ts';
import type { Loaded } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import type { Match, Matched } from '../../shapes/pattern.ts';

const keyOf = ({ patternId, eventIds }: Match) => `${patternId} ${eventIds[0] ?? ''}`;

/** Where patterns fit the alerts of the last seven days. */
export function Matches({ load }: { load: Loaded<Matched> }) {
  return (
    <Section title="Matches" note="In the alerts of the last 7 days, the latest first.">
      <LoadView load={load}>
        {(found) =>
          found.total === 0 ? (
            <p>{`No pattern fits the ${counted(found.scannedEvents, 'alert')} of the last 7 days.`}</p>
          ) : (
            <>
              {found.truncated ? <p>Only the latest 10,000 alerts were looked through.</p> : null}
              <DataTable
                caption="Matches"
                captionHidden
                cards
                rows={found.items}
                rowKey={keyOf}
                columns={[
                  { header: 'Pattern', wrap: true, cell: ({ patternName }) => patternName },
                  { header: 'Type', cell: ({ type }) => inWords(type) },
                  { header: 'Alerts', align: 'end', cell: ({ eventCount }) => eventCount },
                  { header: 'From', cell: ({ startedAt }) => <When iso={startedAt} /> },
                  { header: 'To', cell: ({ endedAt }) => <When iso={endedAt} /> },
                  {
                    header: 'Statistic',
                    cell: ({ statistic }) =>
                      statistic === null
                        ? '–'
                        : `lift ${figure(statistic.lift)}, p ${figure(statistic.pValue)}`,
                  },
                  {
                    header: 'Last alert',
                    cell: (match) => (
                      <Link href={`/alerts/${match.eventIds.at(-1) ?? ''}`}>
                        {`Alert ${shortId(match.eventIds.at(-1) ?? '')}`}
                      </Link>
                    ),
                  },
                ]}
              />
            </>
          )
        }
      </LoadView>
    </Section>
  );
}
