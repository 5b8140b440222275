import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES, runInline } from './inline-run.ts';
import { type SharedPlatform, startPlatform } from './platform.ts';

describe('the life of a test', () => {
  let platform: SharedPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.stop());

  it('reports a failing test as failed, with the request, the answer and the seed', async () => {
    const run = await runInline({
      variables: platform.variables,
      args: ['--project=api'],
      specs: {
        'api/a.spec.ts': `${FIXTURES}
          test('right', async ({ tenant }) => {
            expect(await tenant.owner.api.tenant.get()).toSucceed(200);
          });
          test('wrong', async ({ tenant }) => {
            dataOf(await tenant.owner.api.members.get('01890000-0000-7000-8000-000000000000'), 200);
          });`,
      },
    });

    expect(run.stats).toMatchObject({ expected: 1, unexpected: 1 });
    expect(run.exitCode).toBe(1);
    expect(run.output).toContain('GET /members/{id} as owner of ');
    expect(run.output).toContain('expected to succeed with 200');
    expect(run.output).toMatch(/seed \d+, trace id [0-9a-f]{32}/);
    expect(run.output).toContain('1 passed, 1 failed');
  });

  it('removes the tenant after a failure and after a time-out, without the final sweep', async () => {
    const run = await runInline({
      variables: platform.variables,
      args: ['--project=api'],
      specs: {
        'api/a.spec.ts': `${FIXTURES}
          test('fails', async ({ tenant }) => {
            expect(tenant.name).toBe('another');
          });
          test('never ends', async ({ tenant }) => {
            test.setTimeout(3000);
            expect(await tenant.owner.api.tenant.get()).toSucceed(200);
            await new Promise(() => undefined);
          });`,
      },
    });

    expect(run.stats).toMatchObject({ expected: 0, unexpected: 2 });
    expect(run.output).toContain('Test timeout of 3000ms exceeded');
    expect(run.output).toContain('Clean-up  2 tenants made and removed, none left');
    expect(await platform.tenants(run.runId)).toEqual([]);
  });

  it('removes the world of a worker', async () => {
    const run = await runInline({
      variables: platform.variables,
      args: ['--project=api'],
      specs: {
        'api/a.spec.ts': `${FIXTURES}
          test('reads the world', async ({ world }) => {
            const { alpha, beta } = world;
            const viewer = await alpha.actor('viewer');
            const foreigner = await beta.actor('owner');
            expect(await viewer.api.datasets.get(alpha.dataset.id)).toSucceed(200);
            expect(await alpha.keys.read.api.detectors.get(alpha.detector.id)).toSucceed(200);
            expect(await foreigner.api.datasets.get(alpha.dataset.id)).toBeRefused(404);
          });`,
      },
    });

    expect(run.output).toContain('1 passed, 0 failed');
    expect(run.output).toContain('Clean-up  2 tenants made and removed, none left');
    expect(await platform.tenants(run.runId)).toEqual([]);
  });

  it('has each owner remove the own tenant where there is no operator', async () => {
    const run = await runInline({
      variables: { BASE_URL: platform.url },
      args: ['--project=api'],
      specs: {
        'api/a.spec.ts': `${FIXTURES}
          test('adds a member', async ({ tenant }) => {
            const viewer = await tenant.actor('viewer');
            expect(await viewer.api.tenant.get()).toSucceed(200);
          });`,
      },
    });

    expect(run.output).toContain('no operator account');
    expect(run.output).toContain('1 passed, 0 failed');
    expect(run.output).toContain('Clean-up  1 tenants made and removed, none left');
    expect(await platform.tenants(run.runId)).toEqual([]);
  });

  it('leaves no tenant when it is interrupted', async () => {
    let seen: Promise<string[]> = Promise.resolve([]);
    const runId = 'interrupt';
    const run = await runInline({
      variables: platform.variables,
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
          seen = platform.tenants(runId);
          void seen.finally(() => send('SIGINT'));
        },
      },
    });

    expect(await seen).toHaveLength(1);
    expect(run.exitCode).toBe(130);
    expect(await platform.tenants(runId)).toEqual([]);
  });

  it('fails a test whose exchanges a passive oracle objects to, though its assertions hold', async () => {
    const run = await runInline({
      variables: platform.variables,
      args: ['--project=api'],
      specs: {
        'api/a.spec.ts': `${FIXTURES}
          test('puts a password into the address', async ({ tenant }) => {
            const result = await tenant.owner.api.call({
              operationId: 'datasets.list', method: 'GET', path: '/datasets', query: { q: 'x', password: 'p' },
            });
            expect(result).toBeRefused(422);
          });`,
      },
    });

    expect(run.stats).toMatchObject({ expected: 0, unexpected: 1 });
    expect(run.output).toContain('The passive oracles object:');
    expect(run.output).toContain('GET /datasets → 422');
    expect(run.output).toContain('carries a credential in a URL');
  });
});
