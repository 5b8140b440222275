import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { PlaywrightTestConfig } from '@playwright/test';
import type { Environment } from '../config/environment.ts';
import { REFERENCE_COMMAND } from './reference-process.ts';

type WebServer = Exclude<NonNullable<PlaywrightTestConfig['webServer']>, readonly unknown[]>;

/**
 * Log-ins and registrations a minute from one address. The suite is one address and makes a tenant for each test, so
 * it needs more than a person does.
 */
const LOGIN_RATE_PER_MINUTE = '6000';

/** Tests receive webhooks at this one loopback address; all others stay refused. Waits are short, so that tests are. */
const WEBHOOKS = {
  WEBHOOK_ALLOWED_ADDRESSES: '127.0.0.1/32',
  WEBHOOK_TIMEOUT_MS: '2000',
  WEBHOOK_RETRY_MS: '100',
};

/** Bytes of storage on trial: little, so that a test can fill it. */
const PLAN_STORAGE_TRIAL = String(2 * 1024 * 1024);

/** How long a request may take to arrive, and a WebSocket to show a sign of life: short, so that the tests of slow clients are. */
const PATIENCE = { REQUEST_GRACE_MS: '3000', LIVE_PING_MS: '5000' };

/** Folder in which each run has one. */
export function runsFolder(root: string): string {
  return path.join(root, 'reports', 'runs');
}

/** Folder of this run, for what belongs to no test. */
export function runFolder({ run }: Pick<Environment, 'run'>, root: string): string {
  return path.join(runsFolder(root), run.id);
}

/** File that the reference platform of this run writes its log to. */
export function referenceLog(environment: Pick<Environment, 'run'>, root: string): string {
  return path.join(runFolder(environment, root), 'reference-platform.log');
}

/** Folder that the reference platform of this run writes its mails to; they hold what resets passwords. */
export function referenceMails(environment: Pick<Environment, 'run'>, root: string): string {
  return path.join(runFolder(environment, root), 'mail');
}

/**
 * How the suite starts the reference platform: on a free port, with data that goes away with it. Its ready line
 * tells the address, which Playwright puts into `TOUCHSTONE_TARGET_URL` for the runner and its workers.
 */
export function referenceServer(environment: Environment, root: string): WebServer {
  const { operator, databaseUrl } = environment;
  const logFile = referenceLog(environment, root);
  mkdirSync(path.dirname(logFile), { recursive: true });
  return {
    name: 'reference platform',
    // Without a shell in between, whose death would be the one to watch for.
    command: `${process.platform === 'win32' ? '' : 'exec '}${[process.execPath, ...REFERENCE_COMMAND, '--log-file', logFile].map((word) => `"${word}"`).join(' ')}`,
    cwd: root,
    env: {
      LOG_LEVEL: environment.logLevel,
      LOGIN_RATE_PER_MINUTE,
      PLAN_STORAGE_TRIAL,
      ...PATIENCE,
      ...WEBHOOKS,
      SMTP_URL: '',
      MAIL_FOLDER: referenceMails(environment, root),
      TOUCHSTONE_RUN_SECRET: '',
      ...(operator === null ? {} : { OPERATOR_EMAIL: operator.email, OPERATOR_PASSWORD: operator.password }),
      ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
    },
    wait: { stdout: /Assay is listening on (?<touchstone_target_url>http:\/\/\S+)/ },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    timeout: 60_000,
  };
}
