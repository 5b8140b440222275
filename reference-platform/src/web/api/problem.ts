import * as z from 'zod/mini';

const Problem = z.object({
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  traceId: z.string(),
  errors: z.optional(z.array(z.object({ pointer: z.string(), detail: z.string() }))),
});

/** One wrong field: `pointer` is a JSON pointer into the body, or `/query/…`. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

/** A call that did not succeed: the API's problem, or what the browser knows when there was no answer. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
  /** HTTP status; 0 when no answer arrived. */
  readonly status: number;
  readonly title: string;
  readonly traceId: string | null;
  readonly fields: readonly FieldError[];
  /** Seconds to wait before the next try, from `Retry-After`. */
  readonly retryAfterSeconds: number | null;

  constructor(failure: {
    status: number;
    title: string;
    detail: string;
    traceId?: string | null;
    fields?: readonly FieldError[];
    retryAfterSeconds?: number | null;
  }) {
    super(failure.detail);
    this.status = failure.status;
    this.title = failure.title;
    this.traceId = failure.traceId ?? null;
    this.fields = failure.fields ?? [];
    this.retryAfterSeconds = failure.retryAfterSeconds ?? null;
  }
}

/** The failure that an answer of `status` ≥ 400 with this body stands for. */
export function failureFrom(status: number, bodyText: string, retryAfter: string | null): CallFailure {
  const parsed = Problem.safeParse(jsonOrNull(bodyText));
  const seconds = Number(retryAfter);
  const retryAfterSeconds = retryAfter !== null && Number.isFinite(seconds) ? seconds : null;
  if (!parsed.success) {
    return new CallFailure({
      status,
      title: 'Unexpected answer',
      detail: `The server answered with status ${status}.`,
      retryAfterSeconds,
    });
  }
  return new CallFailure({
    status,
    title: parsed.data.title,
    detail: parsed.data.detail,
    traceId: parsed.data.traceId,
    fields: parsed.data.errors ?? [],
    retryAfterSeconds,
  });
}

/** Any thrown value as a failure that can be shown. */
export function asFailure(thrown: unknown): CallFailure {
  if (thrown instanceof CallFailure) return thrown;
  return new CallFailure({
    status: 0,
    title: 'Something went wrong in this page',
    detail: thrown instanceof Error ? thrown.message : 'Unknown error.',
  });
}

/** True for the error that an aborted fetch ends with. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'AbortError';
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
