import type { BoundaryClient } from '../../boundary/client.ts';
import { BoundaryUnavailable } from '../../boundary/client.ts';
import { Problem } from '../../http/problem.ts';
import { traceFrom } from '../../telemetry/trace.ts';
import type { LiveHub } from '../live/hub.ts';
import type { ControlServices } from '../services.ts';
import { announceStatus, changeStatus } from './change-status.ts';
import { findScorer, scoreRows } from './scoring.ts';
import { streamColumns, type StreamRow } from './tables.ts';
import type { StreamWriters } from './writers.ts';

/** Brings streams that are starting or stopping to where they are going, also after the platform was killed in between. */
export interface StreamLifecycle {
  /** There may be something to do. */
  wake(): void;
  stop(): Promise<void>;
}

/** How often it looks by itself, in milliseconds. */
const pollMs = 2_000;
/** How long the compute plane may be away while a stream starts, in milliseconds. */
const patienceMs = 10_000;
/** Streams that are looked at in one go. */
const batchSize = 20;

type Outcome = { status: 'active' | 'error' | 'stopped'; error: string | null } | null;

/** Starts it. */
export function startLifecycle(
  { database, logger, boundary }: ControlServices,
  hub: LiveHub,
  writers: StreamWriters,
): StreamLifecycle {
  let isStopped = false;
  let running: Promise<void> | null = null;
  let isWanted = false;

  const settle = async (stream: StreamRow) => {
    const outcome =
      stream.status === 'starting' ? await tryStart(boundary, stream) : await writers.run(stream.id, ended);
    if (outcome === null) return;
    const row = await database.tenant(stream.tenant_id, (trx) => changeStatus(trx, stream, outcome));
    if (row) announceStatus(hub, row);
  };
  const tryStart = async (client: BoundaryClient, stream: StreamRow): Promise<Outcome> => {
    try {
      const scorer = await database.tenant(stream.tenant_id, (trx) => findScorer(trx, stream));
      const call = { tenantId: stream.tenant_id, trace: traceFrom(undefined) };
      await scoreRows(client, call, scorer, []);
      return { status: 'active', error: null };
    } catch (error) {
      if (error instanceof Problem) return { status: 'error', error: error.message };
      if (!(error instanceof BoundaryUnavailable)) throw error;
      const isPatient = Date.now() - stream.status_since.getTime() < patienceMs;
      return isPatient ? null : { status: 'error', error: 'The detector could not be reached within 10 s.' };
    }
  };
  const look = async () => {
    const streams = await database.direct
      .selectFrom('streams')
      .select(streamColumns)
      .where('status', 'in', ['starting', 'stopping'])
      .orderBy('status_since')
      .limit(batchSize)
      .execute();
    await Promise.all(
      streams.map((stream) =>
        settle(stream).catch((error: unknown) =>
          logger.error({ err: error, streamId: stream.id }, 'a stream could not change its state'),
        ),
      ),
    );
  };
  const run = async () => {
    while (isWanted && !isStopped) {
      isWanted = false;
      await look().catch((error: unknown) => logger.warn({ err: error }, 'streams could not be looked at'));
    }
    running = null;
  };
  const wake = () => {
    isWanted = true;
    if (!isStopped) running ??= run();
  };
  const timer = setInterval(wake, pollMs);

  return {
    wake,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

/** Nothing is under way any more. */
const ended = (): Promise<Outcome> => Promise.resolve({ status: 'stopped', error: null });
