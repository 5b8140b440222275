import type { Ended } from '../notifications/notice.ts';
import { describeTotals, type Totals } from '../run/totals.ts';

/** A test that failed, for people who look at a job. */
export interface FailedTest {
  name: string;
  category: string;
  /** Its errors, without colours. */
  error: string;
}

export interface JobSummaryParts {
  status: string;
  target: string;
  runId: string;
  durationMs: number;
  /** By project. */
  projects: ReadonlyMap<string, Totals>;
  gates: Ended['gates'];
  failures: readonly FailedTest[];
  link: string | null;
}

/** More failures than this are in the report only; a job's summary holds a megabyte. */
const MOST_FAILURES = 20;
const LONGEST_ERROR = 1500;

/** How a run has ended, as Markdown for the page of a CI job. */
export function jobSummary(parts: JobSummaryParts): string {
  const { status, target, runId, durationMs, projects, gates, failures, link } = parts;
  const more = failures.length - MOST_FAILURES;
  return [
    `## ${status === 'passed' ? '✅' : '❌'} The run ${status}`,
    '',
    `${cell(target)} · run ${cell(runId)} · ${(durationMs / 60_000).toFixed(1)} min${link === null ? '' : ` · [report](${new URL(link).href})`}`,
    '',
    '| project | tests |',
    '| --- | --- |',
    ...[...projects].map(([project, totals]) => `| ${cell(project)} | ${describeTotals(totals)} |`),
    ...(gates === null
      ? []
      : [
          '',
          '| gate | figure | limit | verdict |',
          '| --- | --- | --- | --- |',
          ...gates.gates.map(
            ({ gate, figure, limit, verdict, why }) =>
              `| ${cell(gate)} | ${cell(figure)} | ${cell(limit)} | ${verdict === 'failed' ? '**failed**' : verdict}${why === null ? '' : `: ${cell(why)}`} |`,
          ),
          ...gates.objections.map((line) => `\n${cell(line)}`),
        ]),
    ...failures
      .slice(0, MOST_FAILURES)
      .flatMap(({ name, category, error }) => [
        '',
        `<details><summary>${cell(category)}: ${cell(name)}</summary>`,
        '',
        `<pre>${escaped(error.slice(0, LONGEST_ERROR))}</pre>`,
        '',
        '</details>',
      ]),
    ...(more > 0 ? ['', `and ${more} more failed tests`] : []),
    '',
  ].join('\n');
}

/** Text that means nothing in Markdown, in HTML or in a table. */
function cell(text: string): string {
  return escaped(text.replaceAll(/\s+/g, ' ')).replaceAll(/[\\`*_|[\]~]/g, (character) => `\\${character}`);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
