import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { describe, expect, it } from 'vitest';
import { findBrowser } from '../../config/browser.ts';
import { ROOT } from './platform.ts';

const MEDIA_TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
};

/** Makes a report in a folder of its own, so that the history of real runs stays as it is. */
function makeReport(cwd: string, ...args: string[]) {
  const script = path.join(ROOT, 'reporting/allure/allure-report.ts');
  return spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), script, ...args], {
    cwd,
    encoding: 'utf8',
  });
}

async function serve(folder: string) {
  const server = createServer((request, response) => {
    const file = path.join(
      folder,
      new URL(request.url ?? '/', 'http://x').pathname.replace(/\/$/, '/index.html'),
    );
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', MEDIA_TYPES[path.extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' ? (address?.port ?? 0) : 0 };
}

describe('the Allure report', () => {
  it('shows the tests and asks no other host for anything', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-allure-'));
    const results = path.join(folder, 'results');
    const output = path.join(folder, 'report');
    const result = {
      uuid: '1',
      historyId: '1',
      name: 'a viewer reads',
      status: 'passed',
      stage: 'finished',
      start: 1,
      stop: 2,
    };
    mkdirSync(results);
    writeFileSync(path.join(results, '1-result.json'), JSON.stringify({ ...result, labels: [], steps: [] }));

    const made = makeReport(folder, results, '--output', output);
    const { server, port } = await serve(output);
    const browser = await chromium.launch(
      findBrowser({ configured: null, ownBuild: chromium.executablePath() }) ?? {},
    );
    const page = await browser.newPage();
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.getByText('a viewer reads').waitFor();
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true });

    expect(made.stdout).toMatch(/index\.html made from .*; [1-9]\d* outside scripts taken out/);
    expect([...hosts].filter((host) => host !== '')).toEqual([`127.0.0.1:${port}`]);
  });

  it('is refused in one line when there are no results', () => {
    const made = makeReport(tmpdir(), 'no-such-results');

    expect(made.status).toBe(1);
    expect(made.stderr.trim()).toBe(
      'No results in no-such-results: run the suite first, or name the folders of its results.',
    );
  });
});
