import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { expect, it, vi } from 'vitest';
import { childEnvironment } from './child-environment.ts';
import { ROOT } from './platform.ts';

const SERVER = pathToFileURL(path.join(ROOT, 'targets/postgres-server.ts')).href;
/** Says where its server listens, and waits until it is killed. */
const HOLDER = `
const { startPostgres } = await import(${JSON.stringify(SERVER)});
console.log((await startPostgres()).port);
setInterval(() => undefined, 1_000);`;

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.unref();
  });
}

it('a server of a process that is killed outright ends with it', async () => {
  const holder = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', HOLDER], {
    cwd: ROOT,
    env: childEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: holder.stdout }), 'line')) as [string];
  const port = Number(line);
  expect(await isListening(port)).toBe(true);

  holder.kill('SIGKILL');

  await vi.waitFor(async () => expect(await isListening(port)).toBe(false), { timeout: 10_000 });
});
