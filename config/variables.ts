import { z } from 'zod';
import { headerListOf } from './header-list.ts';
import { LOAD_PROFILES } from './load-profile.ts';
import { PROFILES } from './profile.ts';
import { isTraceLinkTemplate } from './trace-link.ts';

/**
 * Every variable that a user can set, as it is written in `.env`: all optional, an empty value counts as not set.
 * `.env.example` holds the same names with their meaning; a unit test holds the two against each other.
 */
const schemas = {
  BASE_URL: z.url({ protocol: /^https?$/ }),
  OPERATOR_EMAIL: z.email(),
  OPERATOR_PASSWORD: z.string().min(12).max(128),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  MAIL_FOLDER: z.string(),
  BROWSER_EXECUTABLE: z.string(),
  DATASET_FILE: z.string().regex(/\.csv$/i),
  SECURITY_PROFILE: z.enum(PROFILES),
  QUALITY_GATES: z.string().regex(/\.ya?ml$/i),
  LOAD_PROFILE: z.enum(LOAD_PROFILES),
  WORKERS: z.coerce.number().pipe(z.int().min(1).max(64)),
  TRACE: z.enum(['off', 'on', 'retain-on-failure']),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']),
  TRACE_LINK_TEMPLATE: z.string().refine(isTraceLinkTemplate),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().refine((list) => headerListOf(list) !== null),
  NOTIFY_SLACK_URL: z.url({ protocol: /^https?$/ }),
  NOTIFY_TEAMS_URL: z.url({ protocol: /^https?$/ }),
  NOTIFY_WHEN: z.enum(['change', 'always']),
  REPORT_URL: z.url({ protocol: /^https?$/ }),
};

export type VariableName = keyof typeof schemas;
export type Variables = { [Name in VariableName]?: z.infer<(typeof schemas)[Name]> };

export const VARIABLE_NAMES = Object.keys(schemas) as VariableName[];

/** What is wrong with a value, and what to do. */
const mends: Record<VariableName, string> = {
  BASE_URL:
    'is not an http or https address; give one such as https://assay.example.com, or remove it to test the reference platform',
  OPERATOR_EMAIL: "is not an e-mail address; give the operator account's address, or remove it",
  OPERATOR_PASSWORD: "is not 12 to 128 characters long; give the operator account's password, or remove it",
  DATABASE_URL:
    'is not a PostgreSQL address; give one such as postgres://user:password@127.0.0.1:5432/postgres, or remove it to use the embedded server',
  MAIL_FOLDER: 'is not a folder; give the one in which the platform’s mails arrive, or remove it',
  BROWSER_EXECUTABLE:
    'is not a file; give the path of a Chromium or Chrome, or remove it to have one looked for',
  DATASET_FILE:
    'is not the path of a CSV file; give one that ends in .csv, or remove it to use the one that comes along',
  SECURITY_PROFILE: `is none of ${PROFILES.join(', ')}; give one of them, or remove it for full (safe with BASE_URL)`,
  QUALITY_GATES:
    'is not a YAML file; give the path of a file of quality gates, or remove it for quality-gates.yaml',
  LOAD_PROFILE: `is none of ${LOAD_PROFILES.join(', ')}; give one of them, or remove it for smoke`,
  WORKERS: 'is not a whole number from 1 to 64; give one, or remove it to fit the machine',
  TRACE: 'is none of off, on, retain-on-failure; give one of them',
  LOG_LEVEL: 'is none of trace, debug, info, warn, error, fatal; give one of them',
  TRACE_LINK_TEMPLATE:
    'is not an address with {traceId} in it ({from} and {to} are the only other places); give one such as https://traces.example.com/trace/{traceId}, or remove it',
  OTEL_EXPORTER_OTLP_ENDPOINT:
    'is not an http or https address; give that of a collector, such as http://127.0.0.1:4318, or remove it',
  OTEL_EXPORTER_OTLP_HEADERS:
    'is not a list such as authorization=Bearer%20abc,x-tenant=1; mend or remove it',
  NOTIFY_SLACK_URL: 'is not an http or https address; give that of an incoming webhook, or remove it',
  NOTIFY_TEAMS_URL: 'is not an http or https address; give that of a workflow’s webhook, or remove it',
  NOTIFY_WHEN: 'is none of change, always; give one of them, or remove it for change',
  REPORT_URL: 'is not an http or https address; give the one at which the report will be, or remove it',
};

/** Variables whose value is never repeated in a message. */
const SECRET = new Set<VariableName>([
  'OPERATOR_PASSWORD',
  'DATABASE_URL',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'NOTIFY_SLACK_URL',
  'NOTIFY_TEAMS_URL',
]);

/** Where values come from; the process's own environment wins over the file. */
export interface VariableSource {
  /** Name of the file for messages, for example `.env`. */
  fileName: string;
  file: Record<string, string>;
  process: Record<string, string | undefined>;
  /** Whether a path is a file. */
  isFile: (path: string) => boolean;
  /** Whether a path is a folder. */
  isFolder: (path: string) => boolean;
}

/** The checked variables, or one line that says which is wrong and what to do. */
export type VariablesResult = { ok: true; variables: Variables } | { ok: false; line: string };

/** Reads and checks the variables. Pure: files and processes are not looked at. */
export function readVariables(source: VariableSource): VariablesResult {
  const unknown = Object.keys(source.file).find((name) => !(name in schemas));
  if (unknown !== undefined) {
    return fail(source.fileName, unknown, `is not a variable of the suite; ${suggestion(unknown)}`);
  }
  const variables: Record<string, unknown> = {};
  for (const name of VARIABLE_NAMES) {
    const fromProcess = source.process[name];
    const origin = isSet(fromProcess) ? 'environment' : source.fileName;
    const value = isSet(fromProcess) ? fromProcess : source.file[name];
    if (!isSet(value)) continue;
    const parsed = schemas[name].safeParse(value);
    const shown = SECRET.has(name) ? 'the value' : `"${value}"`;
    if (!parsed.success) return fail(origin, name, `${shown} ${mends[name]}`);
    if (name === 'BROWSER_EXECUTABLE' && !source.isFile(value))
      return fail(origin, name, `${shown} ${mends[name]}`);
    if (name === 'QUALITY_GATES' && !source.isFile(value))
      return fail(origin, name, `${shown} ${mends[name]}`);
    if (name === 'MAIL_FOLDER' && !source.isFolder(value))
      return fail(origin, name, `${shown} ${mends[name]}`);
    variables[name] = parsed.data;
  }
  const checked = variables as Variables;
  if ((checked.OPERATOR_EMAIL === undefined) !== (checked.OPERATOR_PASSWORD === undefined)) {
    const missing = checked.OPERATOR_EMAIL === undefined ? 'OPERATOR_EMAIL' : 'OPERATOR_PASSWORD';
    return fail(source.fileName, missing, 'is missing beside the other one; set both, or neither');
  }
  return { ok: true, variables: checked };
}

function fail(origin: string, name: string, reason: string): VariablesResult {
  return { ok: false, line: `${origin}: ${name}: ${reason}` };
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== '';
}

function suggestion(name: string): string {
  const plain = (text: string) => text.toUpperCase().replaceAll(/[^A-Z]/g, '');
  const near = VARIABLE_NAMES.find((known) => plain(known).startsWith(plain(name).slice(0, 4)));
  return near === undefined ? `choose among ${VARIABLE_NAMES.join(', ')}` : `did you mean ${near}?`;
}
