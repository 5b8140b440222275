import { openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigurationError } from '../configuration/parse.ts';
import { readLauncherEnvironment } from '../configuration/launcher.ts';
import { createLogger } from '../telemetry/logger.ts';
import { makeDemo } from './demo.ts';
import { helpText, parseOptions, type LauncherOptions } from './options.ts';
import { watchParent } from './parent-watch.ts';
import { startPlatform, type Program } from './platform.ts';
import { assertPortIsFree } from './ports.ts';
import { messageOf, StartError } from './start-error.ts';

const stderr = 2;

function openLog(file: string | null): number {
  if (file === null) return stderr;
  try {
    return openSync(file, 'a', 0o600);
  } catch (error) {
    throw new StartError(`--log-file ${file}: cannot be written: ${messageOf(error)}`);
  }
}

/** A shutdown that finds the start still under way waits this long for it to settle, so that nothing slips past it. */
const startGraceMs = 8_000;

/** What was started, to be undone the latest first; a step that fails does not keep the others from running. */
class Undoing {
  readonly #steps: (() => Promise<void>)[] = [];
  readonly #aborting = new AbortController();

  get signal(): AbortSignal {
    return this.#aborting.signal;
  }

  push(step: () => Promise<void>): void {
    this.#steps.push(step);
  }

  begin(): void {
    this.#aborting.abort();
  }

  async run(onFailure: (error: unknown) => void): Promise<void> {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) await step().catch(onFailure);
  }
}

async function run(program: Program, options: LauncherOptions): Promise<void> {
  const environment = readLauncherEnvironment();
  const fd = openLog(options.logFile);
  if (options.port !== 0) await assertPortIsFree(options.host, options.port);
  const logger = createLogger('launcher', environment.logLevel, fd);
  const undoing = new Undoing();
  const undoAll = () => undoing.run((error) => logger.error({ err: error }, 'a step of the shutdown failed'));

  const start = async (): Promise<string[]> => {
    const platform = await startPlatform(program, options, environment, { logger, fd }, undoing);
    const { origin, demoMailFolder } = platform;
    const demoLines = options.demo && !undoing.signal.aborted ? await makeDemo(origin, logger) : [];
    const mailLines = demoMailFolder === null ? [] : [`Mails are written to ${demoMailFolder}`];
    return [`Assay is listening on ${origin}`, ...demoLines, ...mailLines];
  };
  const starting = start();
  const settled = starting.then(
    () => undefined,
    () => undefined,
  );

  const shutDown = async (reason: string) => {
    if (undoing.signal.aborted) return;
    undoing.begin();
    logger.info({ reason }, 'shutting down');
    await Promise.race([settled, delay(startGraceMs)]);
    await undoAll();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => void shutDown(signal));
  if (options.watchParent) watchParent(() => void shutDown('the parent process is gone'));

  try {
    const lines = await starting;
    if (!undoing.signal.aborted) process.stdout.write(`${lines.join('\n')}\n`);
  } catch (error) {
    if (undoing.signal.aborted) return;
    undoing.begin();
    process.stderr.write(`assay: ${messageOf(error)}\n`);
    await undoAll();
    process.exit(1);
  }
}

/** Runs the platform until it is told to stop. A start that fails prints one line and exits with 1. */
export async function launch(program: Program & { arguments: readonly string[] }): Promise<void> {
  try {
    const options = parseOptions(program.arguments);
    if (options === 'help') process.stdout.write(helpText);
    else await run(program, options);
  } catch (error) {
    if (!(error instanceof StartError) && !(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`assay: ${error.message}\n`);
    process.exit(1);
  }
}
