import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { platformFolder } from '../config/platform-folder.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const READY_WITHIN_MS = 120_000;

/** What starts the reference platform in a folder: on a free port, without demo data, ending with its parent. */
function commandIn(folder: string): readonly string[] {
  return [path.join(folder, 'bin', 'platform.mjs'), '--port', '0', '--no-demo', '--watch-parent'];
}

/** What starts the reference platform for a tool or a run. */
export const REFERENCE_COMMAND = commandIn(platformFolder());

export interface ReferenceProcessOptions {
  /** Folder of the platform; default: that of the run. */
  folder?: string;
  /** Besides those of `REFERENCE_COMMAND`. */
  flags?: readonly string[];
  /** Default: that of this process. */
  env?: NodeJS.ProcessEnv;
}

/** A reference platform outside a run of the suite. */
export interface ReferenceProcess {
  url: string;
  /** Ends it and waits until it has ended. */
  stop: () => Promise<void>;
}

/** Starts a reference platform on a free port. Throws with its last line when it ends before it is ready, or takes 30 s. */
export async function startReferencePlatform({
  folder,
  flags = [],
  env,
}: ReferenceProcessOptions = {}): Promise<ReferenceProcess> {
  const child = spawn(
    process.execPath,
    [...(folder === undefined ? REFERENCE_COMMAND : commandIn(folder)), ...flags],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(env === undefined ? {} : { env }),
    },
  );
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGTERM'))
      await once(child, 'exit');
  };
  let lastLine = 'it ended without a word';
  child.stderr.on('data', (chunk: Buffer) => {
    lastLine = chunk.toString().trim().split('\n').at(-1) ?? lastLine;
  });
  const signal = AbortSignal.timeout(READY_WITHIN_MS);
  for await (const line of createInterface({ input: child.stdout, signal })) {
    const url = /is listening on (\S+)/.exec(line)?.[1];
    if (url !== undefined) return { url, stop };
  }
  await stop();
  throw new Error(signal.aborted ? `not ready within ${READY_WITHIN_MS / 1000} s` : lastLine);
}
