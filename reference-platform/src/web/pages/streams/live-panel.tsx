import { LiveScores } from '../../charts/live-scores.tsx';
import { Badge, type Tone } from '../../components/badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Section } from '../../components/section.tsx';
import { figure, score } from '../../format/numbers.ts';
import { When } from '../../format/when.tsx';
import type { StreamPoint } from '../../shapes/stream.ts';
import type { Connection } from './follow-stream.ts';
import type { LiveStream } from './use-live-stream.ts';

const shownAnomalies = 20;
const shownColumns = 4;

const states: Readonly<Record<Connection, { tone: Tone; text: string }>> = {
  connecting: { tone: 'busy', text: 'Connecting…' },
  live: { tone: 'good', text: 'Live' },
  disconnected: { tone: 'warn', text: 'Disconnected. Trying again.' },
  ended: { tone: 'bad', text: 'The stream was removed, or you may not see it any more.' },
};

/** The anomalous points of both lists, each once, the newest first. */
function newestAnomalies(stored: readonly StreamPoint[], live: readonly StreamPoint[]): StreamPoint[] {
  const bySequence = new Map(
    [...stored, ...live].filter(({ anomalous }) => anomalous).map((point) => [point.sequence, point]),
  );
  return [...bySequence.values()].sort((a, b) => b.sequence - a.sequence).slice(0, shownAnomalies);
}

/** Scores as they come, whether they do, and the newest anomalies. */
export function LivePanel({
  live,
  features,
  stored,
}: {
  live: LiveStream;
  features: readonly string[];
  /** Anomalous points from before the page was opened. */
  stored: readonly StreamPoint[];
}) {
  const { tone, text } = states[live.connection];
  const anomalies = newestAnomalies(stored, live.points);
  return (
    <>
      <Section
        title="Live scores"
        note={
          <span role="status">
            <Badge tone={tone}>{text}</Badge>
          </span>
        }
      >
        <LiveScores points={live.points} />
      </Section>
      <Section title="Newest anomalies">
        {anomalies.length === 0 ? (
          <p>No point has been anomalous so far.</p>
        ) : (
          <DataTable
            caption="Newest anomalies"
            captionHidden
            cards
            rows={anomalies}
            rowKey={({ sequence }) => sequence}
            columns={[
              { header: 'Sequence', cell: ({ sequence }) => sequence },
              { header: 'Time', cell: ({ timestamp }) => <When iso={timestamp} /> },
              { header: 'Score', align: 'end', cell: (point) => score(point.score) },
              ...features.slice(0, shownColumns).map((name) => ({
                header: name,
                align: 'end' as const,
                cell: ({ values }: StreamPoint) => figure(values[name] ?? null),
              })),
            ]}
          />
        )}
      </Section>
    </>
  );
}
