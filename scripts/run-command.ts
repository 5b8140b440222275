import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** How a command ended: its exit code (128 + n when signal n ended it) and how long it took. */
export interface CommandEnd {
  exitCode: number;
  seconds: number;
}

/**
 * Runs a command in the foreground, output straight to this terminal, and passes signals on to it.
 * Throws when the command cannot be started at all.
 */
export async function runCommand(
  command: string,
  args: string[],
  options: { quiet?: boolean } = {},
): Promise<CommandEnd> {
  const startedAt = performance.now();
  const child = spawn(command, args, {
    stdio: options.quiet ? 'ignore' : 'inherit',
  });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        resolve({
          exitCode: code ?? 128 + (signal ? constants.signals[signal] : 1),
          seconds: (performance.now() - startedAt) / 1000,
        });
      });
    });
  } finally {
    for (const signal of signals) process.off(signal, pass);
  }
}
