import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { describe, expect, it } from 'vitest';
import { findBrowser } from '../../config/browser.ts';
import { FIXTURES, runInline } from './inline-run.ts';

/** Processes whose environment names the run, the runner's own shell apart. */
function processesOf(runId: string): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`TOUCHSTONE_RUN_ID=${runId}`);
      } catch {
        return false;
      }
    });
}

describe('the processes of a run', () => {
  it('has no browser among them in the api project, and one as soon as a test opens a page', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-browser-'));
    const browser = path.join(folder, 'browser.sh');
    const started = path.join(folder, 'started');
    const found = findBrowser({ configured: null, ownBuild: chromium.executablePath() });
    const real = found?.executablePath ?? chromium.executablePath();
    writeFileSync(browser, `#!/bin/sh\ntouch '${started}'\nexec '${real}' "$@"\n`);
    chmodSync(browser, 0o755);
    const spec = `${FIXTURES}
      test('signs in', async ({ tenant }) => {
        expect(await tenant.owner.api.tenant.get()).toSucceed(200);
      });`;
    const pageSpec = `${FIXTURES}
      test('opens a page', async ({ tenant }) => {
        const page = await tenant.owner.page();
        await page.goto('/');
        await expect(page).toHaveTitle(/\\w/);
      });`;
    const specs = { 'api/a.spec.ts': spec, 'e2e/b.spec.ts': pageSpec };
    const variables = { BROWSER_EXECUTABLE: browser };

    const api = await runInline({ specs, args: ['--project=api'], variables });
    const startedByApi = existsSync(started);
    const e2e = await runInline({ specs, args: ['--project=e2e'], variables });
    const startedByPage = existsSync(started);
    rmSync(folder, { recursive: true });

    expect(api.output).toContain('1 passed, 0 failed');
    expect(startedByApi).toBe(false);
    expect(e2e.output).toContain('1 passed, 0 failed');
    expect(startedByPage).toBe(true);
  });

  it.skipIf(process.platform !== 'linux').each([
    { signal: 'SIGINT', exitCode: 130, cleansUp: true },
    { signal: 'SIGKILL', exitCode: -1, cleansUp: false },
  ] as const)(
    'has all ended after $signal, the reference platform included',
    async ({ signal, exitCode, cleansUp }) => {
      const runId = `endby${signal.toLowerCase()}`;
      let during: string[] = [];
      const run = await runInline({
        args: ['--project=api'],
        runId,
        specs: {
          'api/a.spec.ts': `${FIXTURES}
          test('waits', async ({ tenant }) => {
            console.log('waiting in ' + tenant.name);
            await new Promise(() => undefined);
          });`,
        },
        when: {
          text: 'waiting in ',
          act: (send) => {
            during = processesOf(runId);
            send(signal);
          },
        },
      });

      // Runner, worker, launcher, two planes, PostgreSQL with its helpers.
      expect(during.length).toBeGreaterThan(5);
      expect(run.exitCode).toBe(exitCode);
      // A runner that was killed cannot wait for the others, who see its end by themselves.
      await expect.poll(() => processesOf(runId), { timeout: 15_000 }).toEqual([]);
      expect(run.output.includes('none left')).toBe(cleansUp);
    },
  );
});
