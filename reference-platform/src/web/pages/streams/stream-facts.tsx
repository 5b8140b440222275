import { Fact, Facts } from '../../components/fact.tsx';
import { Section } from '../../components/section.tsx';
import { count, duration, figure, score } from '../../format/numbers.ts';
import { Link } from '../../routing/link.tsx';
import type { Stream, StreamMetrics, StreamStatus } from '../../shapes/stream.ts';
import { StreamBadge } from './stream-badge.tsx';

/** What a stream is, and how it does. */
export function StreamFacts({
  stream,
  status,
  error,
  metrics,
  lastSequence,
}: {
  stream: Stream;
  status: StreamStatus;
  error: string | null;
  metrics: StreamMetrics | null;
  /** The newest that the page has seen. */
  lastSequence: number;
}) {
  const latency = metrics?.latencyMs ?? null;
  return (
    <>
      <Section title="Facts">
        <Facts>
          <Fact label="Status" note={error ?? undefined}>
            <StreamBadge status={status} />
          </Fact>
          <Fact label="Detector">
            {stream.detectorId === null ? (
              'Removed'
            ) : (
              <Link href={`/detectors/${stream.detectorId}`}>Open the detector</Link>
            )}
          </Fact>
          <Fact label="Threshold">
            {stream.threshold === null ? 'The detector’s' : score(stream.threshold)}
          </Fact>
          <Fact label="Learns from points">{stream.online ? 'Yes' : 'No'}</Fact>
          <Fact label="Columns" wide>
            {stream.features.join(', ')}
          </Fact>
        </Facts>
      </Section>
      <Section title="Figures" note="Rates of the last minute; latency over the newest 1,000 batches.">
        <Facts size="large-fours">
          <Fact label="Last sequence">{count(lastSequence)}</Fact>
          <Fact label="Anomalies" tone="anomaly">
            {count(metrics?.anomalies ?? 0)}
          </Fact>
          <Fact label="Points per second">{figure(metrics?.pointsPerSecond ?? 0)}</Fact>
          <Fact label="Latency (95th percentile)">{latency === null ? '–' : duration(latency.p95)}</Fact>
        </Facts>
      </Section>
    </>
  );
}
