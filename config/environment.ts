import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parse } from 'dotenv';
import { headerListOf } from './header-list.ts';
import type { LoadProfile } from './load-profile.ts';
import { PLATFORM_VARIABLE } from './platform-folder.ts';
import { defaultProfile, type Profile } from './profile.ts';
import { readVariables, type Variables } from './variables.ts';

// The only reader of process.env. The runner loads it first and hands what it made up to its workers by environment.

/** The folder of the suite, absolute. */
export const ROOT = path.resolve(import.meta.dirname, '..');

export interface OperatorAccount {
  email: string;
  password: string;
}

export interface Environment {
  /** Origin of a deployed target; `null` for the reference platform that the suite starts. */
  baseUrl: string | null;
  /** `null` only for a deployed target without the account. */
  operator: OperatorAccount | null;
  databaseUrl: string | null;
  /** Folder in which a deployed target's mails arrive, absolute; `null` without one. */
  mailFolder: string | null;
  browserExecutable: string | null;
  /** CSV file that the whole detection journey is walked with, absolute. */
  datasetFile: string;
  /** What the run may do to the target. */
  profile: Profile;
  /** The file of quality gates that the run is judged by, absolute. */
  gatesFile: string;
  /** How long the load project offers load. */
  loadProfile: LoadProfile;
  /** Tests that run at a time. */
  workers: number;
  /** Those of them that may have a browser, which keeps a core busy; the others mostly wait for the target. */
  browserWorkers: number;
  trace: NonNullable<Variables['TRACE']>;
  logLevel: NonNullable<Variables['LOG_LEVEL']>;
  /** Address of the target's traces, with `{traceId}` in it (config/trace-link.ts); `null` without one. */
  traceLinkTemplate: string | null;
  /** Where the run itself is sent to as traces; `null` for nowhere. */
  otel: { url: string; headers: Record<string, string> } | null;
  notify: {
    slackUrl: string | null;
    teamsUrl: string | null;
    when: NonNullable<Variables['NOTIFY_WHEN']>;
  };
  /** Where the report of the run will be, for whoever is notified. */
  reportUrl: string | null;
  ci: boolean;
  /** Whether GitHub runs this, and shows what is said in its words beside the lines of a pull request. */
  github: boolean;
  /** File that makes the page of a CI job; `null` elsewhere. */
  jobSummary: string | null;
  /** Whether the run shows its browser (`--headed`, `--debug`). */
  headed: boolean;
  /** Whether the run records the shapes of answers instead of judging them (`npm run shapes:update`). */
  recordsShapes: boolean;
  /** File that says what a run of `npm run prove` is to try, absolute; `null` in every other run. */
  proofPlan: string | null;
  /** The policy that the run is held against, absolute; `null` for contract/policy.yaml. Self-tests give another. */
  policyFile: string | null;
  run: {
    /** Short name of this run, in each tenant's name: 8 characters of a–z and 0–9. */
    id: string;
    /** What the run's passwords are derived from, 64 hex digits; in memory only. */
    secret: string;
  };
}

const RECORD_SHAPES = 'TOUCHSTONE_RECORD_SHAPES';
const PROOF_PLAN = 'TOUCHSTONE_PROOF_PLAN';

/** Has runs that are started from here record shapes. */
export function recordShapes(): void {
  process.env[RECORD_SHAPES] = 'true';
}

/** What a run that `npm run prove` starts differs in from one that a user starts. */
export interface ProofVariables {
  /** Id of the run; another one for each run that goes on at the same time. */
  runId?: string;
  platformFolder?: string;
  /** The database of the platform that the run starts. */
  databaseUrl?: string;
  proofPlan?: string;
  /** Where the target is reached: through the sabotage proxy. */
  targetUrl?: string;
  workers?: number;
}

/** This process's environment with the variables of a run that is started from here. */
export function proofEnvironment(variables: ProofVariables): NodeJS.ProcessEnv {
  const { runId, platformFolder, databaseUrl, proofPlan, targetUrl: url, workers } = variables;
  const address = environment.baseUrl === null ? 'TOUCHSTONE_TARGET_URL' : 'BASE_URL';
  return {
    ...process.env,
    TRACE: 'off',
    ...(runId === undefined ? {} : { TOUCHSTONE_RUN_ID: runId }),
    ...(platformFolder === undefined ? {} : { [PLATFORM_VARIABLE]: platformFolder }),
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    ...(proofPlan === undefined ? {} : { [PROOF_PLAN]: proofPlan }),
    ...(url === undefined ? {} : { [address]: url }),
    ...(workers === undefined ? {} : { WORKERS: String(workers) }),
  };
}

/** The checked environment; a wrong variable ends the process with one line. */
export const environment: Environment = load();

/** Origin of the target; the reference platform's is known as soon as it listens. */
export function targetUrl(): string {
  const url = environment.baseUrl ?? process.env['TOUCHSTONE_TARGET_URL'];
  if (url === undefined) throw new Error('the reference platform has not been started');
  return url.replace(/\/+$/, '');
}

function load(): Environment {
  const fileName = process.env['ENV_FILE'] ?? '.env';
  const file = path.resolve(ROOT, fileName);
  const result = readVariables({
    fileName,
    file: existsSync(file) ? parse(readFileSync(file, 'utf8')) : {},
    process: process.env,
    isFile: (candidate) =>
      statSync(path.resolve(ROOT, candidate), { throwIfNoEntry: false })?.isFile() ?? false,
    isFolder: (candidate) =>
      statSync(path.resolve(ROOT, candidate), { throwIfNoEntry: false })?.isDirectory() ?? false,
  });
  if (!result.ok) return refuse(result.line);
  const { variables } = result;
  const run = {
    id: made('TOUCHSTONE_RUN_ID', () => randomName(8)),
    secret: made('TOUCHSTONE_RUN_SECRET', () => randomBytes(32).toString('hex')),
  };
  return {
    baseUrl: variables.BASE_URL?.replace(/\/+$/, '') ?? null,
    operator: operatorAccount(variables),
    databaseUrl: variables.DATABASE_URL ?? null,
    mailFolder: variables.MAIL_FOLDER === undefined ? null : path.resolve(ROOT, variables.MAIL_FOLDER),
    browserExecutable: variables.BROWSER_EXECUTABLE ?? null,
    datasetFile: path.resolve(ROOT, variables.DATASET_FILE ?? 'test-data/datasets/sensors.csv'),
    profile: variables.SECURITY_PROFILE ?? defaultProfile(variables.BASE_URL !== undefined),
    gatesFile: path.resolve(ROOT, variables.QUALITY_GATES ?? 'quality-gates.yaml'),
    loadProfile: variables.LOAD_PROFILE ?? 'smoke',
    ...workersFor(variables.WORKERS),
    trace: variables.TRACE ?? 'retain-on-failure',
    logLevel: variables.LOG_LEVEL ?? 'info',
    traceLinkTemplate: variables.TRACE_LINK_TEMPLATE ?? null,
    otel: otelCollector(variables),
    notify: {
      slackUrl: variables.NOTIFY_SLACK_URL ?? null,
      teamsUrl: variables.NOTIFY_TEAMS_URL ?? null,
      when: variables.NOTIFY_WHEN ?? 'change',
    },
    reportUrl: variables.REPORT_URL ?? null,
    ci: Boolean(process.env['CI']),
    github: process.env['GITHUB_ACTIONS'] === 'true',
    jobSummary: process.env['GITHUB_STEP_SUMMARY'] ?? null,
    // Workers do not see the runner's arguments.
    headed:
      made('TOUCHSTONE_HEADED', () => String(/--(?:headed|debug)\b/.test(process.argv.join(' ')))) === 'true',
    recordsShapes: process.env[RECORD_SHAPES] === 'true',
    policyFile: process.env['TOUCHSTONE_POLICY_FILE'] ?? null,
    proofPlan: process.env[PROOF_PLAN] ?? null,
    run,
  };
}

/** The reference platform gets an operator of this run's own; a deployed one has it only when it is named. */
function operatorAccount(variables: Variables): OperatorAccount | null {
  const { OPERATOR_EMAIL: email, OPERATOR_PASSWORD: password } = variables;
  if (email !== undefined && password !== undefined) return { email, password };
  if (variables.BASE_URL !== undefined) return null;
  return {
    email: 'operator@touchstone.test',
    password: made('TOUCHSTONE_OPERATOR_PASSWORD', () => randomBytes(24).toString('base64url')),
  };
}

/** The collector's address for traces is below the one that is given, as OpenTelemetry has it. */
function otelCollector(variables: Variables): Environment['otel'] {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: list = '' } = variables;
  if (endpoint === undefined) return null;
  return { url: `${endpoint.replace(/\/+$/, '')}/v1/traces`, headers: headerListOf(list) ?? {} };
}

function made(name: string, make: () => string): string {
  return (process.env[name] ??= make());
}

function randomName(length: number): string {
  return [...randomBytes(length)].map((byte) => (byte % 36).toString(36)).join('');
}

function refuse(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

function workersFor(asked: number | undefined): { workers: number; browserWorkers: number } {
  const browserWorkers = Math.max(2, Math.floor(availableParallelism() / 2));
  return asked === undefined
    ? { workers: browserWorkers + 1, browserWorkers }
    : { workers: asked, browserWorkers: asked };
}
