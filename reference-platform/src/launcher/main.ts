import { openSync } from 'node:fs';
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

/** Undoes what was started, the latest first, once; a step that fails does not keep the others from running. */
class Undoing {
  readonly #steps: (() => Promise<void>)[] = [];
  #running: Promise<void> | undefined;

  get hasBegun(): boolean {
    return this.#running !== undefined;
  }

  push(step: () => Promise<void>): void {
    this.#steps.push(step);
  }

  run(onFailure: (error: unknown) => void): Promise<void> {
    this.#running ??= this.#runAll(onFailure);
    return this.#running;
  }

  async #runAll(onFailure: (error: unknown) => void): Promise<void> {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) await step().catch(onFailure);
  }
}

async function run(program: Program, options: LauncherOptions): Promise<void> {
  const environment = readLauncherEnvironment();
  const fd = openLog(options.logFile);
  if (options.port !== 0) await assertPortIsFree(options.host, options.port);
  const logger = createLogger('launcher', environment.logLevel, fd);
  const undoing = new Undoing();

  const shutDown = async (reason: string, exitCode: number) => {
    if (undoing.hasBegun) return;
    logger.info({ reason }, 'shutting down');
    await undoing.run((error) => logger.error({ err: error }, 'a step of the shutdown failed'));
    process.exit(exitCode);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => void shutDown(signal, 0));
  }
  if (options.watchParent) watchParent(() => void shutDown('the parent process is gone', 0));

  try {
    const platform = await startPlatform(program, options, environment, { logger, fd }, undoing);
    const demoLines = options.demo ? await makeDemo(platform.origin, logger) : [];
    if (undoing.hasBegun) return;
    process.stdout.write([`Assay is listening on ${platform.origin}`, ...demoLines, ''].join('\n'));
  } catch (error) {
    if (undoing.hasBegun) return;
    logger.debug({ err: error }, 'the start failed');
    process.stderr.write(`assay: ${messageOf(error)}\n`);
    await shutDown('the start failed', 1);
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
