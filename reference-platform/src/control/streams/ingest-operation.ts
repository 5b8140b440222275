import { ok } from '../../http/answers.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { problem } from '../../http/problem.ts';
import { idParams } from '../../http/schemas.ts';
import type { BoundaryClient } from '../../boundary/client.ts';
import type { LiveHub } from '../live/hub.ts';
import { streamFeeders } from './access.ts';
import { newPoints, requireSoundBatch } from './batch.ts';
import { ingestBody, type IngestPoint } from './input.ts';
import { findStream, lockStream, streamOfPath } from './queries.ts';
import { ingestionSchema, toStreamPoint } from './representation.ts';
import { findScorer, scoreRows, type StreamScorer } from './scoring.ts';
import { raiseStreamEvent } from './stream-event.ts';
import { storeBatch, type ScoredPoint } from './store.ts';
import type { StreamRow } from './tables.ts';
import { streamTopic } from './topics.ts';
import type { StreamWriters } from './writers.ts';

interface IngestServices {
  boundary: BoundaryClient;
  hub: LiveHub;
  writers: StreamWriters;
}

function requireActive({ status }: StreamRow): void {
  if (status !== 'active')
    throw problem.conflict(`The stream is ${status}: it takes points while it is active.`);
}

/** A point's values in the order of the given columns. */
const rowOf = (columns: readonly string[], { values }: IngestPoint) =>
  columns.map((column) => values[column] ?? null);

/** Declares `streams.ingest`. */
export function registerIngestion(app: HttpApplication, { boundary, hub, writers }: IngestServices): void {
  operation(app, {
    id: 'streams.ingest',
    method: 'POST',
    path: '/streams/{id}/points',
    summary: 'Send points in order; each sequence number is taken exactly once',
    description:
      'All points of a call are taken or none. Points that were taken before count as duplicates and are not scored ' +
      'again, so that a call may be repeated. 409 names the expected sequence where points are missing in between.',
    tag: 'Streams',
    access: streamFeeders,
    effect: 'change',
    params: idParams,
    body: ingestBody,
    responses: { 200: ingestionSchema },
    problems: [409, 503],
    object: { type: 'stream', find: streamOfPath },
    async handle(ctx) {
      const { tenantId, object, trace } = ctx;
      const { points } = ctx.body;
      const receivedAt = new Date();
      const arrivedAt = performance.now();
      requireSoundBatch(object.features, points);

      const score = async (fresh: readonly IngestPoint[], scorer: StreamScorer, threshold: number | null) => {
        const rows = fresh.map((point) => rowOf(scorer.columns, point));
        const outcome = await scoreRows(boundary, { tenantId, trace }, scorer, rows);
        const scored = fresh.map((point, index): ScoredPoint => {
          const pointScore = outcome.scores[index] ?? 0;
          return {
            sequence: point.sequence,
            occurred_at: new Date(point.timestamp),
            received_at: receivedAt,
            values: rowOf(object.features, point),
            score: pointScore,
            anomalous: pointScore > (threshold ?? outcome.threshold),
            detector_version: scorer.version,
          };
        });
        return { scored, state: outcome.state };
      };

      return writers.run(object.id, async () => {
        const { stream, fresh, scorer } = await ctx.tenantTransaction(async (trx) => {
          const current = await findStream(trx, tenantId, object.id);
          if (current === undefined) throw problem.notFound();
          requireActive(current);
          const unknown = newPoints(points, current.last_sequence);
          return { stream: current, fresh: unknown, scorer: await findScorer(trx, current) };
        });
        const { scored, state } =
          fresh.length === 0 ? { scored: [], state: null } : await score(fresh, scorer, stream.threshold);

        const duplicates = points.length - fresh.length;
        const lastSequence = await ctx.change(async (trx) => {
          const current = await lockStream(trx, tenantId, object.id);
          requireActive(current);
          // Another process has taken points meanwhile: what was scored may be stored already.
          if (current.last_sequence !== stream.last_sequence) throw problem.unavailable(1);
          await raiseStreamEvent(trx, current, scored);
          return storeBatch(trx, current, {
            points: scored,
            duplicates,
            receivedAt,
            elapsedMs: () => performance.now() - arrivedAt,
            online: state && { state, version: scorer.version },
          });
        });
        publishPoints(hub, stream, scored);
        const anomalies = scored.filter(({ anomalous }) => anomalous).length;
        return ok({ accepted: scored.length, duplicates, lastSequence, anomalies });
      });
    },
  });
}

/** Shows new points to everybody who watches. */
function publishPoints(hub: LiveHub, { id, features }: StreamRow, scored: readonly ScoredPoint[]): void {
  const last = scored.at(-1);
  if (last === undefined || hub.listeners(streamTopic(id)) === 0) return;
  const points = scored.map((point) => toStreamPoint(features, point));
  hub.publish(streamTopic(id), { type: 'points', streamId: id, points }, last.sequence);
}
