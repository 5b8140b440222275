import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFallingProxy } from './falling-proxy.ts';
import { FIXTURES, type InlineResult, runInline } from './inline-run.ts';
import { type SharedPlatform, startPlatform } from './platform.ts';

const SPECS = {
  'api/a.spec.ts': `${FIXTURES}
    test('reads the tenant', async ({ tenant }) => {
      expect(await tenant.owner.api.tenant.get()).toSucceed(200);
    });`,
};

/** One line on the terminal, an exit code that is not 0, and no stack trace, within 10 s. */
function expectOneLine(run: InlineResult, line: RegExp): void {
  expect(run.lines).toEqual([expect.stringMatching(line)]);
  expect(run.exitCode).toBe(1);
  expect(run.seconds).toBeLessThan(10);
}

describe('a run that cannot measure anything', () => {
  let platform: SharedPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.stop());

  it('is refused when nothing listens at the target', async () => {
    const run = await runInline({
      specs: SPECS,
      args: ['--project=api'],
      variables: { BASE_URL: 'http://127.0.0.1:1' },
    });

    expectOneLine(
      run,
      /^BASE_URL http:\/\/127\.0\.0\.1:1: nothing listens there; start the platform, or mend BASE_URL\.$/,
    );
  });

  it('is refused when the target answers with HTML', async () => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<html></html>');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;

    const run = await runInline({
      specs: SPECS,
      args: ['--project=api'],
      variables: { BASE_URL: `http://127.0.0.1:${port}` },
    });
    server.close();

    expectOneLine(
      run,
      /answers 200 with text\/html, not with the platform's JSON; give BASE_URL the platform's own address/,
    );
  });

  it('is refused when the dataset file cannot be read', async () => {
    const run = await runInline({
      specs: SPECS,
      args: ['--project=api'],
      variables: { ...platform.variables, DATASET_FILE: 'no/such/file.csv' },
    });

    expectOneLine(
      run,
      /^DATASET_FILE \S+no\/such\/file\.csv: cannot be read \(ENOENT\); give a CSV file with a header/,
    );
  });

  it('is refused when the operator account is wrong', async () => {
    const run = await runInline({
      specs: SPECS,
      args: ['--project=api'],
      variables: { ...platform.variables, OPERATOR_PASSWORD: 'not-the-operator-s-one' },
    });

    expectOneLine(
      run,
      /refuses the operator's account .* mend OPERATOR_EMAIL and OPERATOR_PASSWORD, or remove both\.$/,
    );
    expect(run.output).not.toContain('not-the-operator-s-one');
  });

  it.each([
    ['to run', []],
    ['to list', ['--list']],
    ['in UI mode', ['--ui', '--ui-port=0']],
  ])('is refused for a wrong variable in .env, when asked %s', async (_title, args) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-env-'));
    const file = path.join(folder, 'wrong.env');
    writeFileSync(file, 'WORKERS=many\n');

    const run = await runInline({ specs: SPECS, args, variables: { ENV_FILE: file, WORKERS: '' } });
    rmSync(folder, { recursive: true });

    expectOneLine(
      run,
      /wrong\.env: WORKERS: "many" is not a whole number from 1 to 64; give one, or remove it/,
    );
  });

  it('is refused for a variable in .env that does not exist', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-env-'));
    const file = path.join(folder, 'wrong.env');
    writeFileSync(file, 'BASEURL=http://127.0.0.1:1\n');

    const run = await runInline({ specs: SPECS, variables: { ENV_FILE: file } });
    rmSync(folder, { recursive: true });

    expectOneLine(run, /wrong\.env: BASEURL: is not a variable of the suite; did you mean BASE_URL\?$/);
  });

  it('is refused for a database that does not answer', async () => {
    const run = await runInline({
      specs: SPECS,
      args: ['--project=api'],
      variables: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
    });

    expectOneLine(run, /DATABASE_URL: .*ECONNREFUSED/);
  });

  it('is refused without a browser when a browser project is asked for, and only then', async () => {
    const variables = {
      ...platform.variables,
      NODE_OPTIONS: `--import=${new URL('./hide-browsers.mjs', import.meta.url).href}`,
    };
    const specs = { ...SPECS, 'e2e/b.spec.ts': SPECS['api/a.spec.ts'] };

    const run = await runInline({ specs, args: ['--project=e2e'], variables });
    const api = await runInline({ specs, args: ['--project=api'], variables });

    expectOneLine(
      run,
      /^No browser found: run "npx playwright install chromium", or set BROWSER_EXECUTABLE in \.env/,
    );
    expect(api.output).toContain('1 passed, 0 failed');
  });

  it('is refused for a tag outside the vocabulary', async () => {
    const run = await runInline({
      variables: platform.variables,
      args: ['--project=api'],
      specs: {
        'api/a.spec.ts': `${FIXTURES}test('tagged', { tag: '@flaky' }, () => { expect(1).toBe(1); });`,
      },
    });

    expect(run.lines.filter((line) => line.startsWith('Unknown tag'))).toEqual([
      expect.stringMatching(
        /^Unknown tag @flaky at \[api\] .*a\.spec\.ts:\d+:\d+ › tagged; use one of config\/tags\.ts\.$/,
      ),
    ]);
    expect(run.output).not.toContain('passed');
    expect(run.exitCode).toBe(1);
    expect(run.seconds).toBeLessThan(10);
  });

  it('ends with one line when the target dies in the middle', async () => {
    const proxy = await startFallingProxy(platform.url, { after: 'POST /api/v1/auth/register', times: 5 });
    const run = await runInline({
      variables: { ...platform.variables, BASE_URL: proxy.url },
      args: ['--project=api'],
      specs: {
        'api/a.spec.ts': `${FIXTURES}
          for (let index = 1; index <= 100; index += 1) {
            test('reads the tenant, number ' + index, async ({ tenant }) => {
              expect(await tenant.owner.api.tenant.get()).toSucceed(200);
            });
          }`,
      },
    });
    const fellAt = proxy.fellAt() ?? Number.NaN;
    proxy.stop();

    const [, , , , ...said] = run.lines;
    expect(said[0]).toMatch(/^The target at http:\S+ has gone: it no longer answers, so the run ends here/);
    expect(said.slice(1)).toEqual([expect.stringMatching(/^\d+ passed, \d+ failed, \d+ not run in /)]);
    expect(run.exitCode).toBe(1);
    expect(run.endedAt - fellAt).toBeLessThan(10_000);
  });
});
