import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { raiseEvent } from '../../events/raise.ts';
import type { ScoredPoint } from './store.ts';
import type { StreamRow } from './tables.ts';

/** A score from which an anomaly is striking. */
const strikingScore = 0.9;

/** Raises one event for the anomalies of a batch: of as many as there are, the highest is told. None raise nothing. */
export async function raiseStreamEvent(
  trx: Transaction<Schema>,
  stream: StreamRow,
  points: readonly ScoredPoint[],
): Promise<void> {
  const anomalies = points.filter(({ anomalous }) => anomalous);
  const [first, ...others] = anomalies;
  if (first === undefined) return;
  const top = others.reduce((highest, point) => (point.score > highest.score ? point : highest), first);
  const found = anomalies.length === 1 ? 'An anomalous point' : `${anomalies.length} anomalous points`;
  await raiseEvent(trx, stream.tenant_id, {
    kind: 'stream_anomaly',
    severity: top.score >= strikingScore ? 'high' : 'medium',
    title: `${found} on the stream ${stream.name}`,
    source: { type: 'stream', id: stream.id },
    details: { anomalies: anomalies.length, sequence: top.sequence, topScore: top.score },
    occurredAt: top.occurred_at,
  });
}
