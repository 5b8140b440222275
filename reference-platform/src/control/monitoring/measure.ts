import { sql, type Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { shiftsOf } from './shift-queries.ts';
import type { AlertRuleRow } from './tables.ts';
import type { Traffic } from './traffic.ts';

/** What a rule measures now; null where there is nothing to measure, on which no condition holds. */
export async function measure(
  trx: Transaction<Schema>,
  traffic: Traffic,
  rule: Pick<AlertRuleRow, 'tenant_id' | 'metric' | 'detector_id' | 'window_seconds'>,
): Promise<number | null> {
  const { tenant_id: tenantId, detector_id: detectorId, window_seconds: windowSeconds } = rule;
  const since = new Date(Date.now() - windowSeconds * 1000);
  switch (rule.metric) {
    case 'anomaly_rate':
      return anomalyRate(trx, tenantId, detectorId, since);
    case 'drift': {
      const shifts = await shiftsOf(trx, tenantId, { since, detectorId });
      return shifts.length === 0 ? null : Math.max(...shifts.map(({ shift }) => shift));
    }
    case 'error_rate': {
      const { requests, clientErrors, serverErrors } = traffic.total(tenantId, windowSeconds);
      return requests === 0 ? null : (clientErrors + serverErrors) / requests;
    }
    case 'latency_p95':
      return traffic.total(tenantId, windowSeconds).percentile(0.95);
    case 'stream_lag':
      return streamLag(trx, tenantId, detectorId);
  }
}

/** Anomalous ÷ scored rows: stored detections and points of streams since then, of one detector or all. */
async function anomalyRate(
  trx: Transaction<Schema>,
  tenantId: string,
  detectorId: string | null,
  since: Date,
): Promise<number | null> {
  const { rows } = await sql<{ rate: number | null }>`
    select sum(anomalies)::float8 / nullif(sum(scored), 0) as rate from (
      select anomaly_count as anomalies, row_count as scored from detections
        where tenant_id = ${tenantId} and created_at >= ${since}
          and (${detectorId}::uuid is null or detector_id = ${detectorId}::uuid)
      union all
      select batch.anomalies, batch.accepted from stream_batches batch join streams stream on stream.id = batch.stream_id
        where batch.tenant_id = ${tenantId} and batch.received_at >= ${since}
          and (${detectorId}::uuid is null or stream.detector_id = ${detectorId}::uuid)) as scoring`.execute(
    trx,
  );
  return rows[0]?.rate ?? null;
}

/** Seconds for which the most silent of the active streams has received nothing; null where none is active. */
async function streamLag(
  trx: Transaction<Schema>,
  tenantId: string,
  detectorId: string | null,
): Promise<number | null> {
  const { rows } = await sql<{ lag: number | null }>`
    select max(extract(epoch from clock_timestamp() - greatest(status_since,
      (select max(received_at) from stream_batches where stream_id = stream.id))))::float8 as lag
    from streams stream
    where tenant_id = ${tenantId} and status = 'active'
      and (${detectorId}::uuid is null or detector_id = ${detectorId}::uuid)`.execute(trx);
  return rows[0]?.lag ?? null;
}
