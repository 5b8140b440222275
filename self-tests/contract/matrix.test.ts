import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInline } from './inline-run.ts';
import { ROOT, type SharedPlatform, startPlatform } from './platform.ts';

const LINE = 'webhooks.list: { access: member, roles: *leads, effect: read }';

describe('the authorisation matrix', () => {
  let platform: SharedPlatform;
  let folder: string;
  beforeAll(async () => {
    platform = await startPlatform();
    folder = mkdtempSync(path.join(tmpdir(), 'touchstone-policy-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await platform.stop();
  });

  it('fails exactly the operation whose line of the policy is wrong, in words that need no code', async () => {
    const policy = readFileSync(path.join(ROOT, 'contract', 'policy.yaml'), 'utf8');
    const file = path.join(folder, 'policy.yaml');
    writeFileSync(file, policy.replace(LINE, LINE.replace('*leads', '*writers')));
    const line = policy.slice(0, policy.indexOf(LINE)).split('\n').length;

    const run = await runInline({
      specs: {},
      args: ['--project=security', '--grep=webhooks.(list|deliveries) keeps'],
      variables: { ...platform.variables, TOUCHSTONE_POLICY_FILE: file },
    });

    expect(run.stats).toMatchObject({ expected: 1, unexpected: 1 });
    const reason = `(contract/policy.yaml:${line}: roles owner, admin, analyst; no key)`;
    expect(run.lines.map((each) => each.trim())).toEqual(
      expect.arrayContaining([
        expect.stringContaining('webhooks.list: 2 objections to 43 cells'),
        `status       analyst by bearer: expected 200 ${reason}, got 403`,
        `status       analyst by cookie: expected 200 ${reason}, got 403`,
        'Mend the platform, or say in contract/policy.yaml who may use webhooks.list.',
        expect.stringMatching(
          /^Matrix {4}2 operations, 196 cells, 6 oracles; \d+\.\d s of sending, \d+ cells\/s a worker$/,
        ),
      ]),
    );
  });
});
