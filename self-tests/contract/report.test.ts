import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
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

/** Results as a run writes them: one test, in files of names that no other run gives. */
function writeResults(folder: string, run: string): void {
  const start = Date.parse('2026-11-21T08:00:00.000Z');
  const result = {
    uuid: run,
    historyId: 'a viewer reads',
    testCaseId: 'a viewer reads',
    name: 'a viewer reads',
    status: 'passed',
    stage: 'finished',
    start,
    stop: start + 20,
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, `${run}-result.json`),
    JSON.stringify({ ...result, labels: [], steps: [] }),
  );
}

describe('the Allure report', () => {
  it('shows the tests and asks no other host for anything', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-allure-'));
    const results = path.join(folder, 'results');
    const output = path.join(folder, 'report');
    writeResults(results, '1');

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

  it('is one file to mail, which asks nobody for anything', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-allure-'));
    writeResults(path.join(folder, 'allure-results'), '1');
    mkdirSync(path.join(folder, 'reports/prove'), { recursive: true });
    writeFileSync(path.join(folder, 'reports/prove/index.html'), '<h1>Every defect was seen</h1>');

    const made = makeReport(folder, '--single-file');
    const browser = await chromium.launch(
      findBrowser({ configured: null, ownBuild: chromium.executablePath() }) ?? {},
    );
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const address = `file://${path.join(folder, 'allure-report-single/index.html')}`;
    await page.goto(address);
    await page.getByText('a viewer reads').waitFor();
    await page.getByText('Global Attachments').click();
    await page.getByText('Kill matrix').waitFor();
    await browser.close();
    const hasHistory = existsSync(path.join(folder, 'reports/allure-history.jsonl'));
    rmSync(folder, { recursive: true });

    expect(made.stdout).toMatch(
      /^allure-report-single\/index\.html made from allure-results, [\d.]+ MB in one file; [1-9]/,
    );
    expect(asked.filter((url) => !/^(?:data|blob):/.test(url))).toEqual([address]);
    expect(hasHistory).toBe(false);
  });

  it('has a trend of three after three runs, and no more when it is made once more', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-allure-'));
    const results = path.join(folder, 'allure-results');
    for (const run of ['1', '2', '3']) {
      rmSync(results, { recursive: true, force: true });
      writeResults(results, run);
      makeReport(folder);
    }
    makeReport(folder);
    const history = readFileSync(path.join(folder, 'reports/allure-history.jsonl'), 'utf8')
      .trim()
      .split('\n');
    rmSync(folder, { recursive: true });

    expect(history).toHaveLength(3);
  }, 240_000);

  it('is refused in one line when there are no results', () => {
    const made = makeReport(tmpdir(), 'no-such-results');

    expect(made.status).toBe(1);
    expect(made.stderr.trim()).toBe(
      'No results in no-such-results: run the suite first, or name the folders of its results.',
    );
  });
});
