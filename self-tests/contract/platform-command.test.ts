import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { childEnvironment } from './child-environment.ts';
import { ROOT } from './platform.ts';

interface Ended {
  exitCode: number | null;
  output: string;
  lines: string[];
  seconds: number;
}

/** Runs the platform's command until it ends; `whenReady` is called with its address as soon as it listens. */
async function runPlatform(
  args: string[],
  whenReady?: (url: string, platform: ChildProcess) => Promise<void>,
): Promise<Ended> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['reference-platform/bin/platform.mjs', '--watch-parent', ...args], {
    cwd: ROOT,
    env: childEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const called: Promise<void>[] = [];
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
    const url = /is listening on (\S+)/.exec(output)?.[1];
    if (url !== undefined && whenReady !== undefined && called.length === 0)
      called.push(whenReady(url, child));
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  await once(child, 'close');
  await Promise.all(called);
  const lines = output.split('\n').filter((line) => line !== '');
  return { exitCode: child.exitCode, output, lines, seconds: (performance.now() - startedAt) / 1000 };
}

/** Folders that platforms keep their temporary data in. */
function dataFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('reference-platform-'));
}

describe('the command that starts the reference platform', () => {
  it('says in one line that its port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? String(address?.port) : '';

    const { exitCode, lines, seconds } = await runPlatform(['--port', port]);
    server.close();

    expect(lines).toEqual([
      `assay: port ${port} is in use: choose another with --port, or 0 for any free one`,
    ]);
    expect(exitCode).toBe(1);
    expect(seconds).toBeLessThan(10);
  });

  it('says in one line that it does not know an option', async () => {
    const { exitCode, lines } = await runPlatform(['--prot', '1']);

    expect(lines).toEqual([expect.stringMatching(/^assay: .*--prot/)]);
    expect(exitCode).toBe(1);
  });

  it('stops cleanly on SIGTERM: exit code 0, nobody at its address, its data gone', async () => {
    const before = dataFolders();
    let address = '';
    let during: string[] = [];
    const { exitCode } = await runPlatform(['--port', '0'], async (url, platform) => {
      address = url;
      during = dataFolders().filter((name) => !before.includes(name));
      const response = await fetch(`${url}/api/v1/health/ready`);
      expect(response.status).toBe(200);
      platform.kill('SIGTERM');
    });

    expect(exitCode).toBe(0);
    expect(during).toHaveLength(1);
    expect(dataFolders().filter((name) => during.includes(name))).toEqual([]);
    await expect(fetch(address)).rejects.toThrow('fetch failed');
  });

  it('shows a demo tenant that can be logged in to, when asked', async () => {
    let status = 0;
    await runPlatform(['--port', '0', '--demo'], async (url, platform) => {
      const body = JSON.stringify({ email: 'demo@assay.example', password: 'quiet-harbour-lantern' });
      const headers = { 'content-type': 'application/json' };
      status = (await fetch(`${url}/api/v1/auth/login`, { method: 'POST', headers, body })).status;
      platform.kill('SIGTERM');
    });

    expect(status).toBe(200);
  });
});
