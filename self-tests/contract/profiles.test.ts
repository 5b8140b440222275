import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES, runInline } from './inline-run.ts';
import { type SharedPlatform, startPlatform } from './platform.ts';

/** One test of each impact; each says when its body really ran. */
const SPECS = {
  'security/a.spec.ts': `${FIXTURES}
    test('reads', { tag: '@reads' }, async ({ anonymous, operator }) => {
      expect(await anonymous.api.system.live()).toSucceed(200);
      expect(await operator.api.operator.listTenants({})).toSucceed(200);
      console.log('RAN reads');
    });
    test('changes', async ({ tenant }) => {
      expect(await tenant.owner.api.tenant.get()).toSucceed(200);
      console.log('RAN changes');
    });
    test('strains', { tag: '@strains' }, async ({ tenant }) => {
      expect(await tenant.owner.api.tenant.get()).toSucceed(200);
      console.log('RAN strains');
    });`,
};

/** Impacts whose test ran, sorted. */
const ran = (output: string) => [...output.matchAll(/RAN (\w+)/g)].map(([, impact]) => impact).sort();

describe('a profile', () => {
  let platform: SharedPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.stop());

  it.each([
    ['read-only', { SECURITY_PROFILE: 'read-only' }, ['reads']],
    ['safe', { SECURITY_PROFILE: 'safe' }, ['changes', 'reads']],
    ['full', { SECURITY_PROFILE: 'full' }, ['changes', 'reads', 'strains']],
    ['none named, with BASE_URL', {}, ['changes', 'reads']],
  ])('%s runs what it permits, and skips the rest', async (_title, profile, impacts) => {
    const { output, stats, exitCode } = await runInline({
      variables: { ...platform.variables, ...profile },
      args: ['--project=security'],
      specs: SPECS,
    });

    expect(ran(output)).toEqual(impacts);
    expect(stats).toMatchObject({ expected: impacts.length, skipped: 3 - impacts.length, unexpected: 0 });
    // A profile that permits no changes makes no tenant either.
    expect(output.includes('tenants made and removed')).toBe(impacts.includes('changes'));
    expect(exitCode).toBe(0);
  });

  it('read-only fails a test that sends more than it says, names it and does not send it', async () => {
    const { output, stats } = await runInline({
      variables: { ...platform.variables, SECURITY_PROFILE: 'read-only' },
      args: ['--project=security'],
      specs: {
        'security/a.spec.ts': `${FIXTURES}
          test('asks for a mail', { tag: '@reads' }, async ({ anonymous }) => {
            await anonymous.api.auth.requestPasswordReset('somebody@example.com');
          });
          test('makes a tenant', { tag: '@reads' }, async ({ tenant }) => {
            expect(tenant.name).toBeTruthy();
          });
          test('has a page that asks for a mail', { tag: '@reads' }, async ({ anonymous }) => {
            const page = await anonymous.page();
            await page.goto('/login');
            await page.evaluate(() => fetch('/api/v1/auth/password/reset-request', { method: 'POST', body: '{}' }).catch(() => null));
          });`,
      },
    });

    expect(output).toContain(
      'POST /auth/password/reset-request was not sent: “asks for a mail” may only read',
    );
    expect(output).toContain('POST /auth/register was not sent: “makes a tenant” may only read');
    expect(output).toContain(
      'POST /api/v1/auth/password/reset-request was not sent: “has a page that asks for a mail” may only read',
    );
    expect(stats).toMatchObject({ expected: 0, unexpected: 3 });
  });
});
