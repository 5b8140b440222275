import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../../api-clients/api-client.ts';
import { UndiciTransport } from '../../api-clients/http/undici-transport.ts';
import { required } from '../../targets/provisioning-error.ts';
import { childEnvironment } from './child-environment.ts';
import { ROOT, type SharedPlatform, startPlatform } from './platform.ts';

const ACCOUNT = { email: 'stranger@sdk.test', password: 'a long pass phrase' };
/** What the package depends on, taken from this workspace: a stranger with a network gets it from the registry. */
const DEPENDENCIES = ['@types/node', 'undici', 'undici-types', 'zod'];

/** The compiler alone reads the types of Node, zod and undici, which takes a busy machine half a minute. */
const SLOW_MS = 240_000;

/** Runs a command to its end; what it said, and whether it went well. */
function run(cwd: string, command: string, args: readonly string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...childEnvironment(), ...env },
  });
  return { status, output: `${stdout}${stderr}` };
}

/** The one TypeScript example of the README. */
function example(): string {
  const readme = readFileSync(path.join(ROOT, 'sdk', 'README.md'), 'utf8');
  return /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
}

describe('the package of the clients, in the hands of a stranger', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-stranger-'));
  let platform: SharedPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
    const transport = new UndiciTransport({ baseUrl: platform.url });
    const anonymous = new ApiClient({ transport, credential: { kind: 'none' } });
    required(await anonymous.auth.register({ tenantName: 'Stranger', name: 'Stranger', ...ACCOUNT }));
    await transport.dispose();
    const packed = run(ROOT, 'npm', ['run', '--silent', 'sdk:pack']);
    expect(packed, packed.output).toMatchObject({ status: 0 });
  }, SLOW_MS);
  afterAll(async () => {
    await platform.stop();
    rmSync(folder, { recursive: true });
  });

  it(
    'installs outside the repository, type-checks strictly and runs as its README says',
    () => {
      const [archive = ''] = readdirSync(path.join(ROOT, 'dist', 'sdk')).filter((name) =>
        name.endsWith('.tgz'),
      );
      writeFileSync(path.join(folder, 'package.json'), '{ "type": "module", "private": true }');
      writeFileSync(path.join(folder, 'example.ts'), example());

      const installed = run(folder, 'npm', [
        'install',
        '--offline',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--install-links=false',
        path.join(ROOT, 'dist', 'sdk', archive),
        ...DEPENDENCIES.map((name) => path.join(ROOT, 'node_modules', name)),
      ]);
      expect(installed, installed.output).toMatchObject({ status: 0 });

      const compiled = run(folder, process.execPath, [
        path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'),
        ...['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--types', 'node'],
        ...['--target', 'es2023', '--module', 'nodenext', '--moduleResolution', 'nodenext', 'example.ts'],
      ]);
      expect(compiled, compiled.output).toMatchObject({ status: 0 });

      const ran = run(folder, process.execPath, ['example.js'], {
        ASSAY_URL: platform.url,
        ASSAY_EMAIL: ACCOUNT.email,
        ASSAY_PASSWORD: ACCOUNT.password,
      });
      expect(ran).toEqual({ status: 0, output: 'meters: 2 rows\n' });
    },
    SLOW_MS,
  );

  it('brings no code of the suite that a stranger cannot use', () => {
    const shipped = readdirSync(path.join(ROOT, 'dist', 'sdk', 'package'), {
      recursive: true,
      encoding: 'utf8',
    });

    expect(shipped).toContain(path.join('dist', 'index.d.ts'));
    expect(shipped.filter((name) => name.includes('playwright'))).toEqual([]);
  });
});
