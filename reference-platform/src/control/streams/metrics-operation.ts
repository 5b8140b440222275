import { sql, type Transaction } from 'kysely';
import { countRows } from '../../database/page.ts';
import type { Schema } from '../../database/schema.ts';
import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { idParams } from '../../http/schemas.ts';
import type { LiveHub } from '../live/hub.ts';
import { streamReaders } from './access.ts';
import { streamOfPath } from './queries.ts';
import { streamMetricsSchema } from './representation.ts';
import { streamTopic } from './topics.ts';

/** Rates are those of the last minute. */
const windowSeconds = 60;

/** Percentiles of the stored batches, each weighed by nothing but itself, and the points of the window. */
function readFigures(trx: Transaction<Schema>, tenantId: string, streamId: string) {
  return trx
    .selectFrom('stream_batches')
    .select([
      sql<number>`count(*)`.as('batches'),
      sql<number | null>`percentile_disc(0.5) within group (order by latency_ms)`.as('p50'),
      sql<number | null>`percentile_disc(0.95) within group (order by latency_ms)`.as('p95'),
      sql<number | null>`percentile_disc(0.99) within group (order by latency_ms)`.as('p99'),
      sql<number>`coalesce(sum(accepted) filter (
        where received_at > now() - ${windowSeconds} * interval '1 second'), 0)`.as('windowPoints'),
    ])
    .where('tenant_id', '=', tenantId)
    .where('stream_id', '=', streamId)
    .executeTakeFirstOrThrow();
}

function countPoints(trx: Transaction<Schema>, tenantId: string, streamId: string): Promise<number> {
  return countRows(
    trx.selectFrom('stream_points').where('tenant_id', '=', tenantId).where('stream_id', '=', streamId),
  );
}

/** Declares `streams.metrics`. */
export function registerStreamMetrics(app: HttpApplication, hub: LiveHub): void {
  operation(app, {
    id: 'streams.metrics',
    method: 'GET',
    path: '/streams/{id}/metrics',
    summary: 'What a stream has taken in, how fast, and how long that took',
    description: 'Latencies are measured over the newest 1,000 batches.',
    tag: 'Streams',
    access: streamReaders,
    effect: 'read',
    params: idParams,
    responses: { 200: streamMetricsSchema },
    object: { type: 'stream', find: streamOfPath },
    async handle(ctx) {
      const { tenantId, object: stream } = ctx;
      const { figures, storedPoints } = await ctx.tenantTransaction(async (trx) => ({
        figures: await readFigures(trx, tenantId, stream.id),
        storedPoints: await countPoints(trx, tenantId, stream.id),
      }));
      const { batches, p50, p95, p99, windowPoints } = figures;
      const isMeasured = p50 !== null && p95 !== null && p99 !== null;
      return ok({
        streamId: stream.id,
        status: stream.status,
        lastSequence: stream.last_sequence,
        anomalies: stream.anomaly_count,
        duplicates: stream.duplicate_count,
        storedPoints,
        windowSeconds,
        pointsPerSecond: windowPoints / windowSeconds,
        anomalyShare: stream.last_sequence === 0 ? null : stream.anomaly_count / stream.last_sequence,
        latencyMs: isMeasured ? { p50, p95, p99, batches } : null,
        subscribers: hub.listeners(streamTopic(stream.id)),
      });
    },
  });
}
