import { runCommand } from './run-command.ts';

// `npm run platform [-- --port 8080]`: the reference platform alone, with its demo tenant, on a free port unless one is given.
const args = process.argv.slice(2);
const hasPort = args.some((arg) => arg === '--port' || arg.startsWith('--port='));
const { exitCode } = await runCommand(process.execPath, [
  'reference-platform/bin/platform.mjs',
  ...['--demo', '--watch-parent', ...(hasPort ? [] : ['--port', '0'])],
  ...args,
]);
process.exitCode = exitCode;
