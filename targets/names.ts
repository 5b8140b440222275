import { createHash, createHmac } from 'node:crypto';

/** What every name of a run begins with, so that whatever an interrupted run leaves can be found. */
export function runPrefix(runId: string): string {
  return `ts-${runId}-`;
}

export interface NameParts {
  runId: string;
  project: string;
  workerIndex: number;
  /** What the tenant is for: a short test id, or `alpha`. */
  label: string;
}

/** `ts-<run>-<project>-w<worker>-<label>`: lower case, fit for a host name. */
export function tenantName({ runId, project, workerIndex, label }: NameParts): string {
  return `${runPrefix(runId)}${project}-w${workerIndex}-${label}`;
}

/** Eight hex digits that stand for a test and its attempt. */
export function shortTestId(testId: string, attempt: number): string {
  return createHash('sha256').update(`${testId}/${attempt}`).digest('hex').slice(0, 8);
}

/** E-mail address of a member: `<member>@<tenant name>.test`, which no mail server knows (RFC 2606). */
export function memberEmail(name: string, member: string): string {
  return `${member}@${name}.test`;
}

/** A password that the run can derive again and nobody else can: HMAC-SHA256 of the e-mail address. */
export function derivedPassword(runSecret: string, email: string): string {
  return `Tp1-${createHmac('sha256', runSecret).update(`password/${email}`).digest('base64url').slice(0, 28)}`;
}

/** The canary of a tenant: `cnry` and 16 hex digits, planted in what belongs to it. */
export function canaryOf(runSecret: string, name: string): string {
  return `cnry${createHmac('sha256', runSecret).update(`canary/${name}`).digest('hex').slice(0, 16)}`;
}

/** Every canary in a text, of whichever tenant, each once. */
export function canariesIn(text: string): string[] {
  return [...new Set(text.toLowerCase().match(/cnry[0-9a-f]{16}/g) ?? [])];
}

/** One run of one test. */
export interface Attempt {
  runId: string;
  testId: string;
  retry: number;
  /** Index among the repetitions of `--repeat-each`. */
  repetition: number;
}

/** W3C trace id (32 hex digits) on all requests of an attempt; the same for whoever knows the attempt. */
export function traceIdOf({ runId, testId, retry, repetition }: Attempt): string {
  return createHash('sha256').update(`${runId}/${testId}/${retry}/${repetition}`).digest('hex').slice(0, 32);
}

/** The span that requests of a test itself name as theirs, 16 hex digits: the trace's beginning, and a 1. */
export function testSpanOf(traceId: string): string {
  return `${traceId.slice(0, 15)}1`;
}

/** The same of requests by which something is prepared for a test: with a 2. */
export function preparationSpanOf(traceId: string): string {
  return `${traceId.slice(0, 15)}2`;
}
