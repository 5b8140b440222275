import type { Logger } from '../../telemetry/logger.ts';
import { sweep, type SweptPlatform } from './sweeper.ts';

/** The first pass leaves the start of the platform alone; then one an hour. */
const FIRST_AFTER_MS = 60_000;
const EVERY_MS = 60 * 60 * 1000;

/** Sweeps now and then until it is stopped; `stop` waits for a pass that is under way. */
export function scheduleSweeps(platform: SweptPlatform, logger: Logger): { stop(): Promise<void> } {
  let stopped = false;
  let passing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const pass = async () => {
    try {
      const counts = await sweep(platform);
      const removed = [...(counts ?? [])].flatMap(([tenantId, kinds]) =>
        [...kinds].map(([kind, count]) => ({ tenantId: tenantId === '' ? null : tenantId, kind, count })),
      );
      if (removed.length > 0) logger.info({ removed }, 'swept what is kept no longer');
    } catch (error) {
      logger.error({ err: error }, 'a sweep failed; the next one goes on');
    }
  };
  const next = (after: number) => {
    if (stopped) return;
    timer = setTimeout(() => {
      passing = pass().finally(() => next(EVERY_MS));
    }, after);
    timer.unref();
  };
  next(FIRST_AFTER_MS);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await passing;
    },
  };
}
