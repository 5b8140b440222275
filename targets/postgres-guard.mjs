import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

// Holds a PostgreSQL server for whoever started this: it ends, and its folder goes, when they close standard input or die,
// however hard. Arguments: the folder, the user's id or nothing, its group's, then the server's command.

const [folder = '', uid = '', gid = '', program = '', ...args] = process.argv.slice(2);
const user = uid === '' ? {} : { uid: Number(uid), gid: Number(gid) };
const server = spawn(program, args, { ...user, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });

let lastLine = 'it ended without a word';
server.stderr.setEncoding('utf8').on('data', (text) => {
  lastLine = String(text).trim().split('\n').at(-1) ?? lastLine;
  if (lastLine.includes('ready to accept connections')) console.log('ready');
});
server.on('error', (error) => end(error.message));
server.on('exit', () => end(lastLine));
// SIGQUIT is PostgreSQL's immediate shutdown: nothing of this data will be needed again.
process.stdin.resume().on('end', () => server.kill('SIGQUIT'));
// An interruption reaches the whole group: whoever started this says when it ends.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

/** @param {string} reason */
function end(reason) {
  rmSync(folder, { recursive: true, force: true });
  console.error(reason);
  process.exit();
}
