import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { planeMessage, type LauncherMessage } from '../plane/messages.ts';
import type { Logger } from '../telemetry/logger.ts';
import { StartError } from './start-error.ts';

/** How to start a plane. */
export interface PlaneCommand {
  name: 'control' | 'compute';
  script: string;
  environment: NodeJS.ProcessEnv;
  /** Where its log lines go. */
  logFd: number;
}

/** A plane under supervision. */
export interface SupervisedPlane {
  /** Where it takes requests since its latest start. */
  readonly origin: string;
  /** Sends a message to the process of now; lost when it is just being restarted. */
  send(message: LauncherMessage): void;
  stop(): Promise<void>;
}

const firstBackOffMs = 100;
const longestBackOffMs = 5_000;
/** A plane that has run this long is taken to be well again. */
const steadyAfterMs = 10_000;
/** A plane gives itself 5 s to end its work. */
const killAfterMs = 6_000;

interface Started {
  child: ChildProcess;
  origin: string;
}

function start(command: PlaneCommand, environment: NodeJS.ProcessEnv): Promise<Started> {
  const child = spawn(process.execPath, ['--enable-source-maps', command.script], {
    env: environment,
    detached: true,
    stdio: ['ignore', command.logFd, command.logFd, 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let reason = `the ${command.name} plane ended before it was ready: see the log`;
    child.on('message', (raw) => {
      const message = planeMessage.safeParse(raw);
      if (!message.success) return;
      if (message.data.type === 'ready') resolve({ child, origin: message.data.origin });
      else reason = message.data.reason;
    });
    child.on('error', reject);
    child.on('exit', () => reject(new StartError(reason)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  await exited;
  clearTimeout(timer);
}

/**
 * Starts a plane and starts it again, with growing pauses, whenever it ends on its own. The first start
 * rejects with a StartError. `afterStart` runs after each start, the first included; `environmentFor` may pin
 * what the first start has chosen (the port).
 */
export async function supervise(
  command: PlaneCommand,
  logger: Logger,
  hooks: { afterStart(plane: SupervisedPlane): void; restartEnvironment(origin: string): NodeJS.ProcessEnv },
): Promise<SupervisedPlane> {
  let current = await start(command, command.environment);
  let stopping = false;
  let backOffMs = firstBackOffMs;
  let restarting: Promise<void> = Promise.resolve();

  const plane: SupervisedPlane = {
    get origin() {
      return current.origin;
    },
    send(message) {
      if (current.child.connected) current.child.send(message, () => undefined);
    },
    async stop() {
      stopping = true;
      await end(current.child);
      await restarting;
      await end(current.child);
    },
  };
  const watch = () => {
    const startedAt = Date.now();
    current.child.once('exit', (code, signal) => {
      if (stopping) return;
      if (Date.now() - startedAt > steadyAfterMs) backOffMs = firstBackOffMs;
      logger.error({ plane: command.name, code, signal }, 'a plane ended on its own: starting it again');
      restarting = restart();
    });
  };
  const restart = async (): Promise<void> => {
    const environment = { ...command.environment, ...hooks.restartEnvironment(current.origin) };
    while (!stopping) {
      await delay(backOffMs);
      backOffMs = Math.min(backOffMs * 2, longestBackOffMs);
      try {
        current = await start(command, environment);
        watch();
        hooks.afterStart(plane);
        return;
      } catch (error) {
        logger.error({ plane: command.name, err: error }, 'a plane could not be started again');
      }
    }
  };
  watch();
  hooks.afterStart(plane);
  return plane;
}
