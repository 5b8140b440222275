import type { Database } from '../../database/database.ts';
import type { Listener } from '../../database/listen.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { LivePrincipal } from './connection.ts';
import { recheckEveryMs } from './limits.ts';
import type { LiveRegistry } from './registry.ts';

/** The channel on which the database says whose rights may have shrunk (triggers of migration 0009). */
const revocationChannel = 'assay_revocations';

function isConcerned(principal: LivePrincipal, what: string, id: string): boolean {
  switch (what) {
    case 'session':
    case 'api_key':
      return principal.credential.id === id;
    case 'user':
      return principal.id === id;
    case 'tenant':
      return principal.tenantId === id;
    default:
      return false;
  }
}

/**
 * Closes connections whose session, key, user or tenant has lost its rights: as soon as that is committed, and,
 * for rights that run out by themselves or word that was lost, at most `recheckEveryMs` later.
 */
export async function watchRevocations(
  database: Database,
  registry: LiveRegistry,
  logger: Logger,
): Promise<Listener> {
  const recheck = (isMeant: (principal: LivePrincipal) => boolean) =>
    registry
      .recheck(isMeant)
      .catch((error: unknown) => logger.warn({ err: error }, 'the rights of connections could not be read'));

  const listener = await database.listen(revocationChannel, (payload) => {
    const [what = '', id = ''] = payload.split(':', 2);
    void recheck((principal) => isConcerned(principal, what, id));
  });
  let isRunning = false;
  const everybody = async () => {
    if (isRunning) return;
    isRunning = true;
    await recheck(() => true);
    isRunning = false;
  };
  const timer = setInterval(() => void everybody(), recheckEveryMs);
  return {
    async stop() {
      clearInterval(timer);
      await listener.stop();
    },
  };
}
