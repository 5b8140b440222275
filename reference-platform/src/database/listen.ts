import pg from 'pg';
import type { Logger } from '../telemetry/logger.ts';

/** A standing LISTEN. */
export interface Listener {
  stop(): Promise<void>;
}

const reconnectAfterMs = 500;

/**
 * LISTENs on a connection of its own and connects anew when it is lost. Notifications sent while it was away
 * are gone, as PostgreSQL has it: a listener also polls, slowly.
 */
export async function listen(
  config: pg.ClientConfig,
  channel: string,
  onNotification: (payload: string) => void,
  logger: Logger,
): Promise<Listener> {
  let stopped = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  const connect = async () => {
    const next = new pg.Client(config);
    next.on('notification', (message) => onNotification(message.payload ?? ''));
    next.on('error', (error) =>
      logger.warn({ channel, reason: error.message }, 'the listening connection failed'),
    );
    next.on('end', () => {
      if (!stopped && client === next) retryLater();
    });
    await next.connect();
    await next.query(`LISTEN ${next.escapeIdentifier(channel)}`);
    client = next;
  };
  const retryLater = () => {
    retry = setTimeout(() => void connect().catch(retryLater), reconnectAfterMs);
  };

  await connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
