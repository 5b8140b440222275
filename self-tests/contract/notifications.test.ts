import path from 'node:path';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Receiver, type Reply, startReceiver } from '../unit/reporting/receiver.ts';
import { FIXTURES, runInline } from './inline-run.ts';
import { type SharedPlatform, startPlatform } from './platform.ts';

const HOOK = '/services/T01234567/B01234567/of-nobody-else';
const PASSES = `${FIXTURES} test('passes', async ({ tenant }) => { expect(await tenant.owner.api.tenant.get()).toSucceed(200); });`;
/** Its title holds a secret, which no message may. */
const failing = (secret: string) =>
  `${FIXTURES} test('fails with ${secret}', async ({ tenant }) => { expect(tenant.name).toBe('another'); });`;

describe('a run that somebody is told of', () => {
  let platform: SharedPlatform;
  let folder: string;
  let receivers: Receiver[] = [];
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.stop());
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'notify-'));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
  });

  async function receiver(...replies: Reply[]): Promise<Receiver> {
    const started = await startReceiver(...replies);
    receivers = [...receivers, started];
    return started;
  }

  const run = (spec: string, variables: Record<string, string>) =>
    runInline({
      specs: { 'api/a.spec.ts': spec },
      args: ['--project=api'],
      variables: { ...platform.variables, ...variables },
      reporters: [
        ['reporting/ci/job-summary-reporter.ts', { gatesFile: path.join(folder, 'gates.json') }],
        [
          'reporting/notifications/notify-reporter.ts',
          { gatesFile: path.join(folder, 'gates.json'), verdictFile: path.join(folder, 'verdict.json') },
        ],
      ],
    });

  it('tells both by webhooks that its verdict has changed, and only then', async () => {
    const slack = await receiver({ status: 200 });
    const teams = await receiver({ status: 202 });
    const variables = { NOTIFY_SLACK_URL: slack.origin + HOOK, NOTIFY_TEAMS_URL: teams.origin + HOOK };

    const first = await run(PASSES, variables);
    expect(slack.received).toEqual([]);
    const password = platform.variables['OPERATOR_PASSWORD'] ?? '';
    const summaryFile = path.join(folder, 'summary.md');
    const second = await run(failing(password), {
      ...variables,
      REPORT_URL: 'https://ci.test/7',
      GITHUB_STEP_SUMMARY: summaryFile,
    });

    expect([first.exitCode, second.exitCode]).toEqual([0, 1]);
    expect(slack.received.map(({ url }) => url)).toEqual([HOOK]);
    expect(JSON.stringify(slack.received)).toContain('Touchstone failed: ');
    expect(teams.received).toHaveLength(1);
    expect(JSON.stringify(teams.received)).toContain('› fails with [REDACTED:OPERATOR_PASSWORD]');
    expect(JSON.stringify([slack.received, teams.received])).not.toContain(password);
    expect(JSON.stringify(slack.received)).toContain('<https://ci.test/7|Open the report>');
    const summary = readFileSync(summaryFile, 'utf8');
    expect(summary).toContain('## ❌ The run failed');
    expect(summary).toContain('Product defect: ');
    expect(summary).not.toContain(password);
    expect(second.output).toContain('Notified  Slack: failed');
    expect(second.output).not.toContain('of-nobody-else');
  }, 240_000);

  it('ends as it would without them, with a line, where one is broken and one silent', async () => {
    const slack = await receiver({ status: 500 });
    const teams = await receiver('silence');
    const { exitCode, lines } = await run(PASSES, {
      NOTIFY_SLACK_URL: slack.origin + HOOK,
      NOTIFY_TEAMS_URL: teams.origin + HOOK,
      NOTIFY_WHEN: 'always',
    });

    expect(exitCode).toBe(0);
    expect(lines.filter((line) => line.startsWith('Notified')).sort()).toEqual([
      `Notified  not Slack, the run stands as it is: ${slack.host} answers 500`,
      expect.stringMatching(
        /^Notified {2}not Teams, the run stands as it is: 127\.0\.0\.1:\d+ did not answer within [\d.]+ s$/,
      ),
    ]);
    expect(slack.received).toHaveLength(3);
  }, 240_000);
});
