import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHistory } from '../../reporting/history/history-store.ts';
import { childEnvironment } from './child-environment.ts';
import { ROOT } from './platform.ts';

/** Waits longer from run to run, as the file beside it says. */
const SPEC = `
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
const run = Number(readFileSync(path.join(import.meta.dirname, '..', 'run'), 'utf8'));
test('stays', () => {});
test('gets slower', () => new Promise((done) => setTimeout(done, 300 * run)));
test('wavers', () => { expect(run).not.toBe(2); });
`;
const CONFIG = `
import path from 'node:path';
const here = import.meta.dirname;
const reporter = path.resolve(here, '../../../reporting/history/history-reporter.ts');
export default {
  workers: 1,
  outputDir: './out-' + process.pid,
  projects: [{ name: 'api', testDir: path.join(here, 'api') }],
  reporter: [[reporter, { store: path.join(here, 'runs.jsonl'), outputFile: path.join(here, 'history.html') }]],
};
`;

describe('the history of three runs', () => {
  let folder: string;
  let store: string;
  const environment = (runId: string) => ({
    ...childEnvironment(),
    ENV_FILE: 'no.env',
    TOUCHSTONE_RUN_ID: runId,
  });
  const playwright = () => [path.join(ROOT, 'node_modules/@playwright/test/cli.js'), 'test', '-c', folder];
  const command = (...args: string[]) =>
    spawnSync(
      process.execPath,
      ['--import', 'tsx', path.join(ROOT, 'reporting/history/history-command.ts'), ...args],
      { cwd: ROOT, encoding: 'utf8', env: environment('command') },
    );

  beforeAll(() => {
    const parent = path.join(ROOT, 'reports', 'self-tests');
    mkdirSync(parent, { recursive: true });
    folder = mkdtempSync(path.join(parent, 'history-'));
    store = path.join(folder, 'runs.jsonl');
    mkdirSync(path.join(folder, 'api'));
    writeFileSync(path.join(folder, 'playwright.config.ts'), CONFIG);
    writeFileSync(path.join(folder, 'api', 'a.spec.ts'), SPEC);
    for (const run of [1, 2, 3]) {
      writeFileSync(path.join(folder, 'run'), String(run));
      spawnSync(process.execPath, playwright(), { cwd: ROOT, env: environment(`run${run}`) });
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives a trend, the flaky test with its rate, and what to do', () => {
    const page = path.join(folder, 'page.html');
    const { status, stdout } = command('--store', store, '--page', page);

    expect(status).toBe(0);
    expect(stdout).toMatch(/^3 runs from .*, 3 tests$/m);
    expect(stdout).toMatch(/^ {2}1 of 3 runs \(33 %\) +\[api\] .*a\.spec\.ts › wavers$/m);
    expect(stdout).toMatch(/^ {2}(?:0\.[6-9]|1\.)\d+ s over 3 passes +\[api\] .*a\.spec\.ts › gets slower$/m);
    expect(stdout).toMatch(/^ {2}\+[234]\d\d ms a run over 3 passes +\[api\] .*a\.spec\.ts › gets slower$/m);
    expect(stdout).toMatch(/^ {2}Mend or quarantine .*› wavers: flaky in 1 of 3 runs \(33 %\)\.$/m);
    expect(readFileSync(page, 'utf8')).toContain('flaky in 1 of 3 runs (33 %)');
    expect(readFileSync(path.join(folder, 'history.html'), 'utf8')).toContain('flaky in 1 of 3 runs (33 %)');
  });

  it('loses none of three more runs that end at the same time', async () => {
    await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        once(
          spawn(process.execPath, playwright(), { cwd: ROOT, stdio: 'ignore', env: environment(name) }),
          'close',
        ),
      ),
    );

    const { runs, broken } = readHistory(store);
    expect(runs.map(({ runId }) => runId).sort()).toEqual(['a', 'b', 'c', 'run1', 'run2', 'run3']);
    expect(broken).toBe(0);
  });

  it('is refused in one line where there is no store, or another version of one', () => {
    const other = path.join(folder, 'other.jsonl');
    writeFileSync(other, '{"v":2,"run":{}}\n');

    expect(command('--store', 'nowhere.jsonl').stderr).toContain(
      'nowhere.jsonl is missing: run the suite first, or name a store by --store.',
    );
    expect(command('--store', other)).toMatchObject({ status: 1 });
    expect(command('--store', other).stderr).toMatch(
      /other\.jsonl is of version 2, which this suite does not read/,
    );
  });
});
