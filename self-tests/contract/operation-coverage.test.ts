import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Traffic } from '../../contract/traffic/traffic.ts';
import { readTraffic } from '../../contract/traffic/traffic-files.ts';
import { writeCoverageFile } from '../../reporting/coverage/coverage-file.ts';
import { childEnvironment } from './child-environment.ts';
import { FIXTURES, runInline } from './inline-run.ts';
import { ROOT, type SharedPlatform, startPlatform } from './platform.ts';

/** What a fresh tenant takes: it is registered; the operator signs in, puts it on its plan and removes it. */
const PROVISIONING = ['auth.login', 'auth.register', 'operator.removeTenant', 'operator.updateTenant'];

const reportSchema = z.object({
  covered: z.array(z.string()),
  missing: z.array(z.string()),
  change: z
    .object({
      since: z.object({ runId: z.string() }),
      gained: z.array(z.string()),
      lost: z.array(z.string()),
    })
    .nullable(),
});

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

  it('is told by status, caller and media type, and held against the last run of the same tests', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-contract-'));
    const outputFile = path.join(folder, 'contract-coverage.json');
    const store = path.join(folder, 'runs.jsonl');
    const run = async (denial: string) => {
      const { output, runId } = await runInline({
        variables: platform.variables,
        args: ['--project=api'],
        reporters: [
          ['reporting/coverage/contract-coverage-reporter.ts', { outputFile, store }],
          [
            'reporting/history/history-reporter.ts',
            { outputFile: path.join(folder, 'history.html'), store, coverageFile: outputFile },
          ],
        ],
        specs: {
          'api/a.spec.ts': `${FIXTURES}
            test('reads the tenant', async ({ tenant, anonymous }) => {
              expect(await tenant.owner.api.tenant.get()).toSucceed(200);
              ${denial}
            });`,
        },
      });
      return { output, runId, ...reportSchema.parse(JSON.parse(readFileSync(outputFile, 'utf8'))) };
    };

    const first = await run('expect(await anonymous.api.tenant.get()).toBeRefused(401);');
    const second = await run('expect(anonymous).toBeDefined();');
    rmSync(folder, { recursive: true });

    const ofTenant = first.covered.filter((name) => name.startsWith('tenant.get '));
    expect(ofTenant).toEqual([
      'tenant.get 200',
      'tenant.get 401',
      'tenant.get allowed for owner',
      'tenant.get denied to anonymous',
      'tenant.get 200 application/json',
      'tenant.get 401 application/problem+json',
    ]);
    expect(first.missing).toContain('tenant.get allowed for viewer');
    expect(first.change).toBeNull();
    expect(second.change).toEqual({
      since: { runId: first.runId },
      gained: [],
      lost: ['tenant.get 401', 'tenant.get denied to anonymous', 'tenant.get 401 application/problem+json'],
    });
    expect(second.output).toContain(`since run ${first.runId} 0 facts gained, 3 lost`);
  });
});
