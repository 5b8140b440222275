import type { z } from 'zod';
import { ContractViolation, schemaViolation } from './contract-violation.ts';
import type { Exchange } from './exchange.ts';
import { type Problem, type ProblemError, problemSchema } from './problem.ts';

/** The outcome of a call of the client under test: the parsed answer, or the parsed problem. Never thrown. */
export type Result<T> =
  | { ok: true; status: number; data: T; headers: Record<string, string>; exchange: Exchange }
  | { ok: false; status: number; problem: Problem; headers: Record<string, string>; exchange: Exchange };

/** What a call was refused for, place by place; empty for a success, and for a refusal other than 422. */
export function errorsOf(result: Result<unknown>): readonly ProblemError[] {
  return result.ok ? [] : (result.problem.errors ?? []);
}

/** The JSON pointers to those places. */
export function pointersOf(result: Result<unknown>): string[] {
  return errorsOf(result).map(({ pointer }) => pointer);
}

/** Reads an exchange as an answer of the contract; throws `ContractViolation` where it is none. */
export function readJson<T>(exchange: Exchange, status: number, schema: z.ZodType<T>): Result<T> {
  return read(exchange, status, () => {
    requireMediaType(exchange, 'application/json');
    const parsed = schema.safeParse(jsonBody(exchange));
    if (!parsed.success) throw schemaViolation(exchange, parsed.error);
    return parsed.data;
  });
}

/** As `readJson`, for an answer of another media type: its text as it came. */
export function readText(exchange: Exchange, status: number, mediaType: string): Result<string> {
  return read(exchange, status, () => {
    requireMediaType(exchange, mediaType);
    return exchange.bodyText;
  });
}

/** As `readJson`, for an answer without a body (204). */
export function readEmpty(exchange: Exchange): Result<null> {
  return read(exchange, 204, () => {
    if (exchange.bodyText !== '') throw new ContractViolation(exchange, 'body', 'must be empty');
    return null;
  });
}

/** As `readJson`, for a call outside the typed clients: any 2xx is taken, JSON parsed but not judged. */
export function readAny(exchange: Exchange): Result<unknown> {
  return read(exchange, exchange.status, () => {
    const mediaType = exchange.responseHeaders['content-type'] ?? '';
    return mediaType.startsWith('application/json') ? jsonBody(exchange) : exchange.bodyText;
  });
}

function read<T>(exchange: Exchange, successStatus: number, data: () => T): Result<T> {
  const { status, responseHeaders: headers } = exchange;
  if (status >= 400) return { ok: false, status, problem: readProblem(exchange), headers, exchange };
  if (status < 200 || status >= 300)
    throw new ContractViolation(exchange, 'status', 'no operation answers with it');
  if (status !== successStatus)
    throw new ContractViolation(exchange, 'status', `success is ${successStatus} here`);
  return { ok: true, status, data: data(), headers, exchange };
}

function readProblem(exchange: Exchange): Problem {
  requireMediaType(exchange, 'application/problem+json');
  const parsed = problemSchema.safeParse(jsonBody(exchange));
  if (!parsed.success) throw schemaViolation(exchange, parsed.error);
  if (parsed.data.status !== exchange.status) {
    throw new ContractViolation(exchange, 'status', `the problem's body says ${parsed.data.status}`);
  }
  return parsed.data;
}

function requireMediaType(exchange: Exchange, expected: string): void {
  const actual = (exchange.responseHeaders['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (actual === expected) return;
  throw new ContractViolation(
    exchange,
    'header content-type',
    `expected ${expected}, got ${actual ?? 'none'}`,
  );
}

function jsonBody(exchange: Exchange): unknown {
  try {
    return JSON.parse(exchange.bodyText);
  } catch {
    throw new ContractViolation(exchange, 'body', 'is not JSON');
  }
}
