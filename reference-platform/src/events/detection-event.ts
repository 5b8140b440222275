import type { Transaction } from 'kysely';
import type { Schema } from '../database/schema.ts';
import { eventSeverities, type EventSeverity } from './event.ts';
import { raiseEvent } from './raise.ts';

/** What a detection's event is made of. */
export interface DetectionOutcome {
  detectionId: string;
  detectorId: string;
  version: number;
  datasetId: string;
  rowCount: number;
  anomalyCount: number;
  /** The highest score, in 0..1. */
  topScore: number;
}

/** From which share of anomalous rows on a detection is as bad as this; the first that fits counts. */
const severityByShare: readonly [number, EventSeverity][] = [
  [0.25, 'critical'],
  [0.1, 'high'],
  [0.02, 'medium'],
  [0, 'low'],
];

/** A score from which a single row is striking enough to lift the severity by one step. */
const strikingScore = 0.9;

/** How bad a detection with anomalies is: by their share of the rows, one step worse where the top score is at least 0.9. */
export function detectionSeverity({
  rowCount,
  anomalyCount,
  topScore,
}: Pick<DetectionOutcome, 'rowCount' | 'anomalyCount' | 'topScore'>): EventSeverity {
  const share = anomalyCount / rowCount;
  const byShare = severityByShare.find(([atLeast]) => share >= atLeast)?.[1] ?? 'low';
  if (topScore < strikingScore) return byShare;
  return eventSeverities[eventSeverities.indexOf(byShare) + 1] ?? 'critical';
}

/** Raises the event `anomalies_detected` of a detection that found some; a detection that found none raises nothing. */
export async function raiseDetectionEvent(
  trx: Transaction<Schema>,
  tenantId: string,
  outcome: DetectionOutcome,
): Promise<void> {
  const { anomalyCount, rowCount } = outcome;
  if (anomalyCount === 0) return;
  const detector = await trx
    .selectFrom('detectors')
    .select('name')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', outcome.detectorId)
    .executeTakeFirst();
  const found = anomalyCount === 1 ? '1 anomaly' : `${anomalyCount} anomalies`;
  await raiseEvent(trx, tenantId, {
    kind: 'anomalies_detected',
    severity: detectionSeverity(outcome),
    title: `${found} in ${rowCount} rows (${detector?.name ?? 'a removed detector'})`,
    source: { type: 'detection', id: outcome.detectionId },
    details: {
      detectorId: outcome.detectorId,
      detectorVersion: outcome.version,
      datasetId: outcome.datasetId,
      rowCount,
      anomalyCount,
      share: anomalyCount / rowCount,
      topScore: outcome.topScore,
    },
  });
}
