import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { Scanner } from '../../reporting/artefacts/scanner.ts';
import type { Secret } from '../../secrets/secret.ts';
import { childEnvironment } from './child-environment.ts';
import { ROOT } from './platform.ts';

/** The ways in which secrets get into artefacts; the spec has one test or line for each. */
export const LEAKY_KINDS = [
  'authorization-of-a-call',
  'api-key-of-a-call',
  'password-in-a-request',
  'token-in-a-response',
  'expected-value',
  'authorization-of-a-time-out',
  'password-filled-in',
  'password-set-by-script',
  'step-title',
  'set-cookie',
  'header-of-the-browser',
  'token-in-an-address',
  'response-in-the-browser',
  'local-storage',
  'console-message',
  'websocket-frame',
  // Beyond the sixteen that design/security.md lists.
  'step-params',
  'output-of-a-test',
] as const;

/** Where they get to: the files of an artefact below the run's folder. */
const ARTEFACTS: Record<string, (file: string) => boolean> = {
  HTML: (file) => file.startsWith('playwright-report/'),
  JSON: (file) => file === 'report.json',
  JUnit: (file) => file === 'reports/junit.xml',
  blob: (file) => file.startsWith('blob-report/'),
  Allure: (file) => file.startsWith('allure-results/'),
  HAR: (file) => file.endsWith('.har'),
  trace: (file) => file.startsWith('test-results/') && file.endsWith('trace.zip'),
  'error context': (file) => file.endsWith('error-context.md'),
};

/** How the run's reporters are listed: as the suite does; without redaction; or with it behind the others, and nobody to look after it. */
export type Redaction = 'as the suite has it' | 'off' | 'listed last';

export interface LeakyRun {
  exitCode: number;
  output: string;
  /** By artefact, the kinds of secrets that are in it. */
  leaks: Record<string, string[]>;
  /** How many files each artefact has. */
  files: Record<string, number>;
  /** The trace of the test that has a page. */
  trace: Buffer;
}

const config = (redaction: Redaction) => `
import path from 'node:path';
import base from '../../../playwright.config.ts';
const here = import.meta.dirname;
const root = path.resolve(here, '../../..');
const rerooted = (value) => typeof value === 'string' && value.startsWith(root) ? path.join(here, path.relative(root, value)) : value;
const listed = base.reporter.map(([name, options = {}]) =>
  [name, Object.fromEntries(Object.entries(options).map(([key, value]) => [key, rerooted(value)]))]);
const is = (part) => ([name]) => name.includes(part);
const extra = [['json', { outputFile: path.join(here, 'report.json') }], ['blob', { outputDir: path.join(here, 'blob-report') }]];
const others = listed.filter((each) => !is('redaction-reporter')(each) && !is('artefact-reporter')(each));
const redaction = listed.filter(is('redaction-reporter'));
const lists = {
  'as the suite has it': [...listed.filter((each) => !is('artefact-reporter')(each)), ...extra, ...listed.filter(is('artefact-reporter'))],
  off: [...others, ...extra],
  'listed last': [...others, ...extra, ...redaction],
};
export default {
  globalSetup: './setup.ts', testDir: here, testMatch: 'leaky.spec.ts', outputDir: path.join(here, 'test-results'),
  workers: 1, timeout: 20_000, reporter: lists[${JSON.stringify(redaction)}],
  use: { ...base.use, trace: 'on', screenshot: 'only-on-failure' },
};`;

const SETUP = `
import { keepSecretsToThisRun } from '../../../secrets/run-secrets.ts';
export default () => { keepSecretsToThisRun(); };`;

/** Runs a spec that leaks in every way and fails on purpose, with a trace, and gives what is left of it where. */
export async function runLeaky(redaction: Redaction, secrets: readonly Secret[]): Promise<LeakyRun> {
  const parent = path.join(ROOT, 'reports', 'self-tests');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, 'leaky-'));
  try {
    writeFileSync(path.join(folder, 'playwright.config.ts'), config(redaction));
    writeFileSync(path.join(folder, 'setup.ts'), SETUP);
    cpSync(path.join(import.meta.dirname, 'leaky.spec.ts.txt'), path.join(folder, 'leaky.spec.ts'));
    const child = spawn(
      process.execPath,
      [path.join(ROOT, 'node_modules/@playwright/test/cli.js'), 'test', '-c', folder],
      {
        cwd: ROOT,
        env: {
          ...childEnvironment(),
          ENV_FILE: 'no.env',
          TOUCHSTONE_RUN_ID: path.basename(folder).slice(-6).toLowerCase(),
          LEAKY_SECRETS: JSON.stringify(Object.fromEntries(secrets.map(({ name, value }) => [name, value]))),
        },
      },
    );
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [code] = z.tuple([z.number().nullable(), z.unknown()]).parse(await once(child, 'close'));
    return { exitCode: code ?? -1, output, ...examined(folder, output, secrets) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function examined(folder: string, output: string, secrets: readonly Secret[]) {
  const scanner = new Scanner();
  for (const secret of secrets) scanner.add(secret);
  const namesIn = (content: Buffer) => scanner.scan(content).leaks.map(({ secret }) => secret);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  const leaks: Record<string, string[]> = { console: unique(namesIn(Buffer.from(output))) };
  const counts: Record<string, number> = {};
  for (const [artefact, isPart] of Object.entries(ARTEFACTS)) {
    const parts = files.filter(isPart);
    counts[artefact] = parts.length;
    leaks[artefact] = unique(parts.flatMap((file) => namesIn(readFileSync(path.join(folder, file)))));
  }
  const trace = readFileSync(path.join(folder, 'test-results/leaky-a-page/trace.zip'));
  return { leaks, files: counts, trace };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
