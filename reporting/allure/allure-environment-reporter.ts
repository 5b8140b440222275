import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { platform, release } from 'node:os';
import path from 'node:path';
import type { FullConfig, Reporter } from '@playwright/test/reporter';

/**
 * Keeps `allure-results` to one run, and tells Allure what was tested on what. Listed before Allure's own reporter, so
 * that the old results are gone when the first new one is written.
 */
export default class AllureEnvironmentReporter implements Reporter {
  readonly #resultsDir: string;
  #config: FullConfig | null = null;
  #begun = false;

  constructor(options: { resultsDir: string }) {
    this.#resultsDir = options.resultsDir;
  }

  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig): void {
    this.#config = config;
  }

  onTestBegin(): void {
    if (this.#begun) return;
    this.#begun = true;
    rmSync(this.#resultsDir, { recursive: true, force: true });
  }

  onEnd(): void {
    if (!this.#begun || this.#config === null) return;
    mkdirSync(this.#resultsDir, { recursive: true });
    writeFileSync(path.join(this.#resultsDir, 'environment.properties'), properties(this.#config));
  }
}

function properties({ metadata, version, workers }: FullConfig): string {
  const { target, database, runId } = metadata as {
    target?: { url: string; kind: string; name: string; version: string };
    database?: string;
    runId?: string;
  };
  const entries: Record<string, string> = {
    Target: target === undefined ? 'unknown' : `${target.name} ${target.version} (${target.kind})`,
    Database: database ?? 'unknown',
    Run: runId ?? 'unknown',
    Workers: String(workers),
    Playwright: version,
    Node: process.versions.node,
    System: `${platform()} ${release()}`,
  };
  return Object.entries(entries)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
}
