import { parseArgs } from 'node:util';
import { messageOf, StartError } from './start-error.ts';

/** The command line. */
export interface LauncherOptions {
  host: string;
  /** 0 = any free port. */
  port: number;
  /** Where data are kept; null = a temporary folder. */
  dataFolder: string | null;
  databaseUrl: string | null;
  logFile: string | null;
  demo: boolean;
  watchParent: boolean;
}

/** What `--help` prints. */
export const helpText = `Assay: watches payments and telemetry for anomalies.

Usage: platform [options]

  --port N             port of the API and the web interface; 0 = any free one (default 4800)
  --host ADDRESS       address to listen on (default 127.0.0.1)
  --data DIR           keep all data in DIR (default: a temporary folder, removed at the end)
  --database-url URL   use this PostgreSQL (16 or newer) instead of the embedded one (or DATABASE_URL)
  --log-file FILE      append the log to FILE (default: stderr)
  --demo, --no-demo    make a demo tenant with data to look at, or not (default: not)
  --watch-parent       stop when the parent process ends
  --help               print this

Environment: DATABASE_URL, OPERATOR_EMAIL and OPERATOR_PASSWORD (the operator's account), PUBLIC_URL,
TRUSTED_PROXIES, LOGIN_RATE_PER_MINUTE, PLAN_RATE_TRIAL, PLAN_RATE_STANDARD, PLAN_RATE_ENTERPRISE,
PLAN_STORAGE_TRIAL, PLAN_STORAGE_STANDARD, PLAN_STORAGE_ENTERPRISE (bytes of uploads and models),
MAX_UPLOAD_BYTES, REQUEST_GRACE_MS (the time that a request has to arrive; large bodies have more),
LIVE_PING_MS (how often a WebSocket has to show a sign of life),
ACCESS_TOKEN_TTL_SECONDS, REFRESH_TOKEN_TTL_SECONDS, WEBHOOK_ALLOWED_ADDRESSES,
WEBHOOK_TIMEOUT_MS, WEBHOOK_RETRY_MS, SMTP_URL with MAIL_FROM (the server that mails go to; needs PUBLIC_URL),
MAIL_FOLDER (the folder that mails go to instead; with --demo one inside the data), COMPUTE_THREADS, LOG_LEVEL.
`;

const options = {
  port: { type: 'string', default: '4800' },
  host: { type: 'string', default: '127.0.0.1' },
  data: { type: 'string' },
  'database-url': { type: 'string' },
  'log-file': { type: 'string' },
  demo: { type: 'boolean', default: false },
  'watch-parent': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowNegative: true, allowPositionals: false })
      .values;
  } catch (error) {
    const [reason] = messageOf(error).split('. ');
    throw new StartError(`${reason ?? 'wrong options'} (--help lists the options)`);
  }
}

function portFrom(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new StartError(`--port ${text}: must be a number from 0 to 65535`);
  return port;
}

/** Parses the command line. Throws a StartError; returns `help` when that was asked for. */
export function parseOptions(args: readonly string[]): LauncherOptions | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  return {
    host: values.host,
    port: portFrom(values.port),
    dataFolder: values.data ?? null,
    databaseUrl: values['database-url'] ?? null,
    logFile: values['log-file'] ?? null,
    demo: values.demo,
    watchParent: values['watch-parent'],
  };
}
