import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { readInheritance } from '../configuration/supervision.ts';
import type { Logger } from '../telemetry/logger.ts';
import { launcherMessage, type PlaneMessage } from './messages.ts';
import { stopPostgres } from './postgres-process.ts';

/** A plane that takes requests. */
export interface RunningPlane {
  origin: string;
  logger: Logger;
  /** Takes no new requests, ends those under way and lets go of everything. */
  stop(): Promise<void>;
}

/** What a plane can hear from the launcher while it starts and runs. */
export interface LauncherLink {
  onComputeOrigin(listener: (origin: string) => void): void;
}

/** How long requests and work under way may take to end, in milliseconds. */
const graceMs = 5_000;

function tell(message: PlaneMessage): Promise<void> {
  return new Promise((resolve) => {
    if (!process.send || !process.connected) resolve();
    else process.send(message, () => resolve());
  });
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    return `port ${String(error.port)} is in use: choose another with --port, or 0 for any free one`;
  }
  return error.message;
}

/** Does what the dead launcher cannot do any more. All planes do it, each after its own end; it does not matter twice. */
async function cleanUpAfterLauncher(): Promise<void> {
  const { postgresDirectory, temporaryDirectory } = readInheritance();
  if (postgresDirectory !== null) await stopPostgres(postgresDirectory);
  if (temporaryDirectory !== null) {
    await rm(temporaryDirectory, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

/**
 * Runs one plane as a child of the launcher: says when it is ready, stops on SIGTERM, and, when the launcher
 * dies (the channel to it closes), stops and cleans up in its place. SIGINT is the launcher's business.
 */
export async function runPlane(
  name: 'control' | 'compute',
  start: (launcher: LauncherLink) => Promise<RunningPlane>,
): Promise<void> {
  let plane: RunningPlane | undefined;
  let stopping = false;

  const stop = async (orphaned: boolean) => {
    if (stopping) return;
    stopping = true;
    plane?.logger.info(orphaned ? 'the launcher is gone: stopping' : 'stopping');
    const ended = plane
      ?.stop()
      .catch((error: unknown) => plane?.logger.error({ err: error }, 'stopping failed'));
    await Promise.race([ended, delay(graceMs)]);
    if (orphaned) await cleanUpAfterLauncher();
    process.exit(0);
  };
  const crash = (error: unknown) => {
    plane?.logger.fatal({ err: error }, `the ${name} plane crashed`);
    if (!plane) process.stderr.write(`${describe(error)}\n`);
    process.exit(1);
  };

  process.on('SIGTERM', () => void stop(false));
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => void stop(true));
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);

  // The launcher may have died before anyone listened.
  if (!process.connected) await stop(true);
  try {
    plane = await start({
      onComputeOrigin: (listener) =>
        process.on('message', (message) => {
          const parsed = launcherMessage.safeParse(message);
          if (parsed.success) listener(parsed.data.origin);
        }),
    });
  } catch (error) {
    await tell({ type: 'failed', reason: describe(error) });
    process.exit(1);
  }
  plane.logger.info({ origin: plane.origin }, `the ${name} plane is ready`);
  await tell({ type: 'ready', origin: plane.origin });
}
