import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FIXTURES, runInline } from './inline-run.ts';
import { type SharedPlatform, startPlatform } from './platform.ts';

const COVERS = FIXTURES.replace('{ ', '{ covers, ');
const reportSchema = z.object({
  profile: z.string(),
  isPart: z.boolean(),
  coverage: z.object({
    refusedTests: z.number(),
    groups: z.array(
      z.object({
        checks: z.array(z.object({ id: z.string(), state: z.string(), tests: z.array(z.unknown()) })),
      }),
    ),
    asvs: z.object({ all: z.object({ covered: z.number(), total: z.number() }) }),
  }),
});
const globalsSchema = z.object({ attachments: z.array(z.object({ name: z.string(), source: z.string() })) });

describe('the security coverage of a run', () => {
  let platform: SharedPlatform;
  let folder: string;
  beforeAll(async () => {
    platform = await startPlatform();
    folder = mkdtempSync(path.join(tmpdir(), 'touchstone-security-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await platform.stop();
  });

  const run = (name: string, specs: Record<string, string>) =>
    runInline({
      variables: platform.variables,
      args: ['--project=security'],
      reporters: [
        [
          'reporting/security/security-coverage-reporter.ts',
          { outputDir: path.join(folder, name), allureResultsDir: path.join(folder, name, 'allure') },
        ],
      ],
      specs,
    });

  it('counts what passed as proven, never what failed, was skipped or was refused by the profile', async () => {
    const { output } = await run('mixed', {
      'security/a.spec.ts': `${COVERS}
        test('holds', { annotation: covers('HDR-01') }, () => { expect(1).toBe(1); });
        test('does not hold', { annotation: covers('HDR-04') }, () => { expect(1).toBe(2); });
        test('is skipped', { annotation: covers('HDR-06') }, () => { test.skip(); });
        test('floods', { tag: '@strains', annotation: covers('RES-01') }, () => { expect(1).toBe(1); });`,
    });

    const { profile, coverage } = reportSchema.parse(
      JSON.parse(readFileSync(path.join(folder, 'mixed/security-coverage.json'), 'utf8')),
    );
    const claimed = coverage.groups.flatMap(({ checks }) => checks).filter(({ tests }) => tests.length > 0);
    const states = Object.fromEntries(claimed.map(({ id, state }) => [id, state]));
    expect(states).toEqual({
      'HDR-01': 'proven',
      'HDR-04': 'failed',
      'HDR-06': 'open',
      'RES-01': 'refused',
    });
    expect(profile).toBe('safe');
    expect(coverage.refusedTests).toBe(1);
    expect(coverage.asvs.all).toEqual({ covered: 6, total: 345 });
    expect(output).toMatch(/^Security {2}1 of \d+ P0 checks, 0 of \d+ others · ASVS 5\.0: 6 requirements/m);
    expect(output).toContain('1 tests refused by profile');
    const { attachments } = globalsSchema.parse(
      JSON.parse(readFileSync(path.join(folder, 'mixed/allure/security-coverage-globals.json'), 'utf8')),
    );
    const [page] = attachments.map(({ source }) =>
      readFileSync(path.join(folder, 'mixed/allure', source), 'utf8'),
    );
    expect(page).toBe(readFileSync(path.join(folder, 'mixed/security-coverage.html'), 'utf8'));
  });

  it('is not spoken of where no test makes a check', async () => {
    const { output } = await run('none', {
      'security/a.spec.ts': `${COVERS} test('holds', () => { expect(1).toBe(1); });`,
    });

    expect(output).toContain('1 passed');
    expect(output).not.toContain('Security  ');
    expect(existsSync(path.join(folder, 'none'))).toBe(false);
  });
});
