import { statSync } from 'node:fs';
import type { FullConfig, FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter';
import { environment, ROOT } from '../../config/environment.ts';
import { runSecrets } from '../../secrets/run-secrets.ts';
import { Refusal } from '../../targets/refusal.ts';
import { type Artefact, artefactsOf } from './artefact-files.ts';
import { describeInspection, objectionsOf } from './describe.ts';
import { inspect, scan } from './inspection.ts';
import { writeVerdict } from './verdict.ts';

/** Type of the annotation by which a test says that it has planted a secret; its description is the secret's name. */
const PLANTED_SECRET = 'planted secret';

export interface ArtefactReporterOptions {
  /** What was found is written there as JSON. */
  outputFile: string;
  /** Folders of the run besides what projects and reporters write, for example that of the target's log. */
  folders?: string[];
  /** Folder in which each run has one of these: what else is in it is of other runs, and was looked at by them. */
  othersFolder?: string;
}

/**
 * Goes through everything that the run has left, after the reporters that are listed before it: takes out what is left of
 * secrets, looks whether any is still there, and fails the run if so, or if it could not have seen one.
 */
export default class ArtefactReporter implements Reporter {
  readonly #options: ArtefactReporterOptions;
  #config: FullConfig | null = null;
  #tests: readonly TestCase[] = [];
  /** When each file had been changed last before it was looked at, in ms. */
  #seen = new Map<string, number>();

  constructor(options: ArtefactReporterOptions) {
    this.#options = options;
  }

  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig, suite: Suite): void {
    this.#config = config;
    this.#tests = suite.allTests();
  }

  onEnd(): Promise<{ status?: FullResult['status'] } | undefined> {
    return Promise.resolve(this.#inspect());
  }

  /** What was written since, by reporters that are listed behind this one. Throws, which fails the run, when that holds a secret. */
  onExit(): Promise<void> {
    const written = this.#artefacts().filter(({ file }) => this.#seen.get(file) !== changedAt(file));
    const found = { unread: [], sessions: [], unmarked: [], control: { seen: [], blind: [] } };
    const { leaks } = scan(written, { secrets: runSecrets.secrets, planted: [] }, found.unread);
    const objections = objectionsOf({ ...found, leaks });
    runSecrets.forgetFile();
    if (this.#tests.length > 0 && objections.length > 0) throw new Refusal(objections.join('\n'));
    return Promise.resolve();
  }

  #inspect(): { status?: FullResult['status'] } | undefined {
    if (this.#config === null || this.#tests.length === 0) return undefined;
    const startedAt = performance.now();
    runSecrets.gather();
    const artefacts = this.#artefacts();
    const inspection = inspect(artefacts, {
      runId: environment.run.id,
      secrets: runSecrets.secrets,
      redactor: runSecrets.redactor,
      planted: plantedIn(this.#tests),
      root: ROOT,
    });
    this.#seen = new Map(artefacts.map(({ file }) => [file, changedAt(file)]));
    const objections = objectionsOf(inspection);
    writeVerdict(this.#options.outputFile, { isClean: objections.length === 0, ...inspection });
    console.log(describeInspection(inspection, performance.now() - startedAt));
    for (const line of objections) console.error(line);
    return objections.length > 0 ? { status: 'failed' } : undefined;
  }

  #artefacts(): Artefact[] {
    return this.#config === null ? [] : artefactsOf(this.#config, this.#options);
  }
}

/** Names of the secrets that tests have planted. */
function plantedIn(tests: readonly TestCase[]): string[] {
  return tests.flatMap(({ results }) =>
    (results.at(-1)?.annotations ?? []).flatMap(({ type, description }) =>
      type === PLANTED_SECRET && description !== undefined ? [description] : [],
    ),
  );
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
