import { randomInt } from 'node:crypto';
import pg from 'pg';
import { connectionOptions } from '../../database/connection.ts';
import type { Logger } from '../../telemetry/logger.ts';

/** First key of the advisory locks that stand for compute processes ("jobs" in ASCII). */
export const PROCESS_LOCK_CLASS = 0x6a6f6273;

const RECONNECT_AFTER_MS = 500;

/** A sign of life: while the process lives it holds the advisory lock (PROCESS_LOCK_CLASS, key). */
export interface ProcessLock {
  readonly key: number;
  release(): Promise<void>;
}

/**
 * Takes the lock on a connection of its own. PostgreSQL frees it when the process dies, however it dies;
 * by that others see whose running jobs are orphans.
 */
export async function holdProcessLock(databaseUrl: string, logger: Logger): Promise<ProcessLock> {
  const key = randomInt(1, 2 ** 31 - 1);
  let released = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const next = new pg.Client(connectionOptions(databaseUrl, 'assay compute process', 'assay_system'));
    next.on('error', (error) => logger.warn({ reason: error.message }, 'the process lock was lost'));
    next.on('end', () => {
      if (!released && client === next) connectLater();
    });
    await next.connect();
    await next.query('SELECT pg_advisory_lock($1, $2)', [PROCESS_LOCK_CLASS, key]);
    client = next;
  };
  const connectLater = (): void => {
    retry = setTimeout(() => void connect().catch(connectLater), RECONNECT_AFTER_MS);
  };

  await connect();
  return {
    key,
    async release() {
      released = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
