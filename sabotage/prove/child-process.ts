import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ROOT } from '../../config/environment.ts';

/** What a program is started with. */
export interface ChildOptions {
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  /** Ends it: first politely, so that it cleans up, then for good. */
  signal: AbortSignal;
  /** Sees each line of its output. */
  onLine?: (line: string) => void;
}

export interface ChildEnd {
  /** −1 where a signal ended it. */
  exitCode: number;
  /** The last lines of both streams. */
  tail: string[];
}

const TAIL_LINES = 20;
/** A run of the suite removes its tenants and stops its platform in this time. */
const GRACE_MS = 20_000;

/**
 * Runs a Node program in the repository's root to its end. It has a process group of its own: a Ctrl-C reaches it once, by
 * `signal`, and what it leaves behind goes with it.
 */
export async function runNode({ args, env, signal, onLine }: ChildOptions): Promise<ChildEnd> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const tail: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      tail.push(line);
      if (tail.length > TAIL_LINES) tail.shift();
      onLine?.(line);
    });
  }
  const killGroup = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group has ended.
    }
  };
  let grace: NodeJS.Timeout | undefined;
  const stop = () => {
    child.kill('SIGINT');
    grace = setTimeout(killGroup, GRACE_MS);
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    await once(child, 'close');
  } finally {
    signal.removeEventListener('abort', stop);
    clearTimeout(grace);
    killGroup();
  }
  signal.throwIfAborted();
  return { exitCode: child.exitCode ?? -1, tail };
}
