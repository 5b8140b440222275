import { mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Traffic } from '../../contract/traffic/traffic.ts';
import { readTraffic } from '../../contract/traffic/traffic-files.ts';
import { writeCoverageFile } from '../../reporting/coverage/coverage-file.ts';
import { childEnvironment } from './child-environment.ts';
import { FIXTURES, runInline } from './inline-run.ts';
import { ROOT, type SharedPlatform, startPlatform } from './platform.ts';

/** What a fresh tenant takes: it is registered; the operator signs in, puts it on its plan and removes it. */
const PROVISIONING = ['auth.login', 'auth.register', 'operator.removeTenant', 'operator.updateTenant'];

/** The command with what one run has exchanged. */
function command(traffic: Traffic) {
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-coverage-'));
  const file = path.join(folder, 'coverage.json');
  writeCoverageFile(file, { runId: 'selftest', projects: { api: 1 }, traffic });
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--import', 'tsx', path.join(ROOT, 'reporting', 'coverage', 'coverage-command.ts'), file],
    { cwd: ROOT, encoding: 'utf8', env: childEnvironment() },
  );
  rmSync(folder, { recursive: true });
  return { status, lines: stdout.split('\n') };
}

describe('the operation coverage of a run', () => {
  let platform: SharedPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.stop());

  it('holds exactly the operations of a spec, and the command fails for what it lacks', async () => {
    const { exitCode, runId } = await runInline({
      variables: platform.variables,
      args: ['--project=api'],
      specs: {
        'api/a.spec.ts': `${FIXTURES}
          test('reads the tenant twice, and once in vain', async ({ tenant, anonymous }) => {
            expect(await tenant.owner.api.tenant.get()).toSucceed(200);
            expect(await tenant.owner.api.tenant.get()).toSucceed(200);
            expect(await anonymous.api.tenant.get()).toBeRefused(401);
          });`,
      },
    });

    const traffic = readTraffic(path.join(ROOT, 'reports', 'runs', runId, 'traffic'));
    const { status, lines } = command(traffic);

    expect(exitCode).toBe(0);
    expect(Object.keys(traffic)).toEqual([...PROVISIONING, 'tenant.get']);
    expect(traffic['tenant.get']).toEqual({
      200: { count: 2, mediaTypes: { 'application/json': 2 }, callers: { 'owner, bearer': 2 } },
      401: { count: 1, mediaTypes: { 'application/problem+json': 1 }, callers: { 'anonymous, none': 1 } },
    });
    expect(status).toBe(1);
    expect(lines).toContain('never succeeded  tenant.update');
    expect(lines).not.toContain('never succeeded  tenant.get');
    expect(lines.find((line) => line.startsWith('never seen       tenant.get'))).toMatch(/ 403, 422$/);
  });
});
