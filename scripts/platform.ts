import { spawn } from 'node:child_process';
import { constants } from 'node:os';

// `npm run platform -- --port 8080`: the reference platform alone, with its demo tenant.
const child = spawn(
  process.execPath,
  ['reference-platform/bin/platform.mjs', '--demo', '--watch-parent', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 1);
});
