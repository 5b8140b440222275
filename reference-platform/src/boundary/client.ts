import { Agent, request } from 'undici';
import type { z } from 'zod';
import { traceparentOf, type TraceContext } from '../telemetry/trace.ts';
import { noTenant, signedHeaders } from './signature.ts';

/** Time limits of a call, in milliseconds. */
export const boundaryTimeouts = { read: 2_000, scoring: 60_000 } as const;

/** One call of the compute plane. `path` below `/boundary/v1`, with its query. */
export interface BoundaryCall {
  method: 'GET' | 'POST';
  path: string;
  /** Null for calls that belong to no tenant. */
  tenantId: string | null;
  body?: unknown;
  timeout: keyof typeof boundaryTimeouts;
  trace: TraceContext;
}

/** The compute plane could not be reached, did not answer in time, or failed (5xx). */
export class BoundaryUnavailable extends Error {
  override readonly name = 'BoundaryUnavailable';
}

/** The compute plane refused the call: its status and the code and message that it gave as the reason. */
export class BoundaryRefusal extends Error {
  override readonly name = 'BoundaryRefusal';
  readonly status: number;
  readonly code: string;
  readonly details: unknown;

  constructor(status: number, refusal: { code: string; message: string; details?: unknown }) {
    super(refusal.message);
    this.status = status;
    this.code = refusal.code;
    this.details = refusal.details;
  }
}

/** The control plane's side of the boundary. */
export interface BoundaryClient {
  /** Calls and parses the JSON answer. Throws BoundaryUnavailable or BoundaryRefusal. */
  call<S extends z.ZodType>(call: BoundaryCall, answer: S): Promise<z.output<S>>;
  /** Calls and returns the text of the answer. */
  text(call: BoundaryCall): Promise<string>;
  /** Where the compute plane listens now; the launcher says so whenever it has (re)started it. */
  pointAt(origin: string): void;
  close(): Promise<void>;
}

function refusalFrom(text: string): { code: string; message: string; details?: unknown } {
  try {
    const parsed: unknown = JSON.parse(text);
    if (parsed !== null && typeof parsed === 'object' && 'code' in parsed && 'message' in parsed) {
      const details = 'details' in parsed ? { details: parsed.details } : {};
      return { code: String(parsed.code), message: String(parsed.message), ...details };
    }
  } catch {
    // No JSON: the text itself is the reason.
  }
  return { code: 'unknown', message: text.slice(0, 200) };
}

/** A client that signs each call with the secret of this start of the platform. */
export function createBoundaryClient(secret: string): BoundaryClient {
  const dispatcher = new Agent({ connections: 64, keepAliveTimeout: 10_000 });
  let origin: string | null = null;

  async function send(call: BoundaryCall): Promise<string> {
    if (origin === null) throw new BoundaryUnavailable('the compute plane has not started yet');
    const path = `/boundary/v1${call.path}`;
    const body = call.body === undefined ? '' : JSON.stringify(call.body);
    const { method, tenantId } = call;
    const limit = boundaryTimeouts[call.timeout];
    let status: number;
    let text: string;
    try {
      const response = await request(`${origin}${path}`, {
        method,
        dispatcher,
        headers: {
          ...signedHeaders(secret, {
            method,
            path,
            timestamp: Date.now(),
            tenantId: tenantId ?? noTenant,
            body,
          }),
          ...(body === '' ? {} : { 'content-type': 'application/json' }),
          traceparent: traceparentOf(call.trace),
        },
        ...(body === '' ? {} : { body }),
        signal: AbortSignal.timeout(limit),
      });
      status = response.statusCode;
      text = await response.body.text();
    } catch (error) {
      throw new BoundaryUnavailable(`${method} ${path} failed`, { cause: error });
    }
    if (status >= 500)
      throw new BoundaryUnavailable(`${method} ${path} answered ${status}: ${text.slice(0, 200)}`);
    if (status >= 400) throw new BoundaryRefusal(status, refusalFrom(text));
    return text;
  }

  return {
    async call(call, answer) {
      return answer.parse(JSON.parse(await send(call)));
    },
    text: send,
    pointAt: (next) => void (origin = next),
    close: () => dispatcher.close(),
  };
}
