import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FullConfig, FullResult, Reporter, Suite } from '@playwright/test/reporter';
import { environment } from '../../config/environment.ts';
import { Refusal } from '../../targets/refusal.ts';
import { addGlobalPage } from '../allure/global-page.ts';
import { targetOf } from '../run/target-of.ts';
import { type EvidenceFiles, gatherEvidence } from './evidence.ts';
import { exitStatus } from './exit-status.ts';
import { loadGates, type QualityGates } from './gates-file.ts';
import { gatesPage, type GatesReport } from './gates-page.ts';
import { judge, type Judged, unexcused } from './judge.ts';
import { loadQuarantine, type QuarantineEntry } from './quarantine-file.ts';
import { quarantineOf } from './quarantine.ts';
import { factsOf } from './run-facts.ts';
import { describeGates, detailsOf, gatesTable } from './table.ts';

export interface GatesReporterOptions {
  /** The judgement as JSON; a page of the same name beside it. */
  outputFile: string;
  /** The page is put beside these results, and shown in the report that is made of them; without it, it is not. */
  allureResultsDir?: string;
  evidence: EvidenceFiles;
}

interface Rules {
  gates: QualityGates;
  entries: readonly QuarantineEntry[];
  longestMs: number;
}

/**
 * Judges the run by the file of quality gates, says so in one table, and has the exit code follow. Listed last: it reads what the
 * others have written. Refuses a wrong file before any test runs.
 */
export default class GatesReporter implements Reporter {
  readonly #options: GatesReporterOptions;
  #rules: Rules | null = null;
  #config: FullConfig | null = null;
  #suite: Suite | null = null;
  #hasOtherErrors = false;

  constructor(options: GatesReporterOptions) {
    this.#options = options;
  }

  printsToStdio(): boolean {
    return false;
  }

  async preprocess(): Promise<void> {
    this.#rules = rules();
    return Promise.resolve();
  }

  onBegin(config: FullConfig, suite: Suite): void {
    this.#config = config;
    this.#suite = suite;
  }

  onError(): void {
    this.#hasOtherErrors = true;
  }

  onEnd(result: FullResult): Promise<{ status?: FullResult['status'] } | undefined> {
    return Promise.resolve(this.#judge(result));
  }

  #judge({ status, duration }: FullResult): { status?: FullResult['status'] } | undefined {
    if (this.#config === null || this.#suite === null) return undefined;
    if (!this.#suite.allTests().some(({ results }) => results.length > 0)) return undefined;
    const { gates, entries, longestMs } = this.#rules ?? rules();
    const now = new Date();
    const facts = factsOf(this.#config, this.#suite, { durationMs: duration, now });
    const judged: Judged = {
      facts,
      quarantine: quarantineOf(entries, facts.tests, { longestMs, now }),
      evidence: gatherEvidence(this.#options.evidence, environment.run.id),
    };
    const judgements = judge(gates, judged);
    const left = unexcused(gates, judgements, judged);
    const end = exitStatus({
      status,
      judgements,
      unexcused: left,
      // A leak is none of the tests', whether or not there is a gate for it.
      hasOtherErrors: this.#hasOtherErrors || judged.evidence.isClean === false,
      hasFailedTests: facts.tests.some(({ end }) => end === 'failed' || end === 'flaky'),
    });
    this.#publish({
      version: 1,
      runId: environment.run.id,
      target: targetOf(this.#config),
      judgedAt: now.toISOString(),
      file: path.relative(process.cwd(), environment.gatesFile),
      status: end,
      gates: judgements,
      objections: objections(end, judgements, left),
    });
    return { status: end };
  }

  #publish(report: GatesReport): void {
    const { outputFile, allureResultsDir } = this.#options;
    const page = gatesPage(report);
    mkdirSync(path.dirname(outputFile), { recursive: true });
    writeFileSync(outputFile, `${JSON.stringify(report, null, 2)}\n`);
    writeFileSync(outputFile.replace(/\.json$/, '.html'), page);
    if (allureResultsDir !== undefined)
      addGlobalPage(allureResultsDir, {
        id: 'quality-gates',
        name: 'Quality gates',
        page,
        at: report.judgedAt,
        errors: report.gates.flatMap((gate) => (gate.verdict === 'failed' ? [failure(gate)] : [])),
      });
    console.log(`\n${gatesTable(report.gates)}`);
    console.log(`\nGates     ${describeGates(report.gates)}`);
    for (const line of report.objections) console.log(`Gates     ${line}`);
  }
}

function rules(): Rules {
  try {
    const gates = loadGates(environment.gatesFile);
    const { quarantine } = gates;
    const folder = path.dirname(environment.gatesFile);
    return {
      gates,
      entries: quarantine === undefined ? [] : loadQuarantine(path.resolve(folder, quarantine.file)),
      longestMs: quarantine?.longest ?? 0,
    };
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
}

/** Why a run does not pass whose gates do not say so. */
function objections(
  status: FullResult['status'],
  judgements: GatesReport['gates'],
  left: readonly string[],
): string[] {
  if (status === 'passed' || judgements.some(({ verdict }) => verdict === 'failed')) return [];
  if (status !== 'failed') return [`the run was ${status === 'timedout' ? 'out of time' : 'interrupted'}`];
  const [first] = left;
  return first === undefined
    ? ['the run failed beside its tests: see the errors above']
    : [`no gate lets pass that ${first} failed${left.length > 1 ? `, nor ${left.length - 1} more` : ''}`];
}

function failure(gate: GatesReport['gates'][number]): string {
  return [`Quality gate ${gate.gate}: ${gate.figure}, ${gate.limit}`, ...detailsOf(gate)].join('\n');
}
