import { runCommand } from './run-command.ts';

// `npm run platform -- --port 8080`: the reference platform alone, with its demo tenant.
const { exitCode } = await runCommand(process.execPath, [
  'reference-platform/bin/platform.mjs',
  '--demo',
  '--watch-parent',
  ...process.argv.slice(2),
]);
process.exitCode = exitCode;
