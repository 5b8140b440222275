import type { FullConfig, FullResult, Reporter, Suite } from '@playwright/test/reporter';
import { environment } from '../../config/environment.ts';
import { runSecrets } from '../../secrets/run-secrets.ts';
import { postJson } from '../outbound/post-json.ts';
import { nameOf } from '../run/failure-text.ts';
import { targetOf } from '../run/target-of.ts';
import { countTests } from '../run/totals.ts';
import { gatesOfRun } from './gates-of-run.ts';
import { keepVerdict, readLastVerdict } from './last-verdict.ts';
import { type Notice, noticeOf, verdictOf } from './notice.ts';
import { slackMessage } from './slack.ts';
import { teamsMessage } from './teams.ts';

export interface NotifyReporterOptions {
  /** What the gates have written, by a reporter that is listed before. */
  gatesFile: string;
  /** Keeps how the run before has ended. */
  verdictFile: string;
}

interface Channel {
  name: string;
  url: string;
  message: (notice: Notice) => unknown;
}

/**
 * Tells Slack and Teams how a run has ended, where they are configured: always, or when it ended otherwise than the one before. Listed
 * last: it tells what the gates have said. That somebody cannot be told is a line, and nothing else.
 */
export default class NotifyReporter implements Reporter {
  readonly #options: NotifyReporterOptions;
  #config: FullConfig | null = null;
  #suite: Suite | null = null;

  constructor(options: NotifyReporterOptions) {
    this.#options = options;
  }

  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig, suite: Suite): void {
    this.#config = config;
    this.#suite = suite;
  }

  async onEnd({ status, duration }: FullResult): Promise<void> {
    const channels = configured();
    if (channels.length === 0 || this.#config === null || this.#suite === null) return;
    const tests = this.#suite.allTests();
    if (!tests.some(({ results }) => results.length > 0)) return;
    const { gatesFile, verdictFile } = this.#options;
    const before = readLastVerdict(verdictFile);
    const verdict = verdictOf(status);
    keepVerdict(verdictFile, verdict);
    // Whoever hears of a run for the first time expects it to pass.
    if (environment.notify.when === 'change' && verdict === (before ?? 'passed')) return;
    const notice = noticeOf({
      status,
      durationMs: duration,
      runId: environment.run.id,
      target: targetOf(this.#config),
      before,
      totals: countTests(tests),
      failures: tests.filter((test) => !test.ok()).map(nameOf),
      gates: gatesOfRun(gatesFile, environment.run.id),
      link: environment.reportUrl,
    });
    await Promise.all(channels.map((channel) => tell(channel, notice)));
  }
}

function configured(): Channel[] {
  const { slackUrl, teamsUrl } = environment.notify;
  return [
    ...(slackUrl === null ? [] : [{ name: 'Slack', url: slackUrl, message: slackMessage }]),
    ...(teamsUrl === null ? [] : [{ name: 'Teams', url: teamsUrl, message: teamsMessage }]),
  ];
}

async function tell({ name, url, message }: Channel, notice: Notice): Promise<void> {
  runSecrets.gather();
  const body: unknown = JSON.parse(runSecrets.redact(JSON.stringify(message(notice))));
  const outcome = await postJson({ url, body });
  if (outcome.delivered) console.log(`Notified  ${name}: ${notice.verdict}`);
  else console.warn(`Notified  not ${name}, the run stands as it is: ${outcome.reason}`);
}
