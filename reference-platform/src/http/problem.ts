import { z } from 'zod';

/** One fault of the input: where (JSON pointer into the body, or `/query/x`, `/path/x`, `/header/x`) and what. */
export interface InputFault {
  pointer: string;
  detail: string;
}

const kinds = {
  malformed: { status: 400, title: 'Malformed request' },
  unauthenticated: { status: 401, title: 'Not authenticated' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'request-timeout': { status: 408, title: 'Request timeout' },
  conflict: { status: 409, title: 'Conflict' },
  'precondition-failed': { status: 412, title: 'Precondition failed' },
  'payload-too-large': { status: 413, title: 'Payload too large' },
  'unsupported-media-type': { status: 415, title: 'Unsupported media type' },
  invalid: { status: 422, title: 'Invalid input' },
  'upgrade-required': { status: 426, title: 'Upgrade required' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Internal error' },
  unavailable: { status: 503, title: 'Temporarily unavailable' },
} as const;

/** The name of a problem type, the last part of `urn:problem:…`. */
export type ProblemKind = keyof typeof kinds;

/** The body of every error answer (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    traceId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

/** The parsed form of `problemSchema`. */
export type ProblemBody = z.infer<typeof problemSchema>;

interface ProblemOptions {
  errors?: readonly InputFault[];
  headers?: Readonly<Record<string, string>>;
  cause?: unknown;
}

/** An error that is meant for the caller: the HTTP kernel answers it as `application/problem+json`. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly status: number;
  readonly errors: readonly InputFault[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(kind: ProblemKind, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause });
    this.name = 'Problem';
    this.kind = kind;
    this.status = kinds[kind].status;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }

  /** The answer's body for one request: `instance` is its path, `traceId` its trace. */
  toBody(instance: string, traceId: string): ProblemBody {
    return {
      type: `urn:problem:${this.kind}`,
      title: kinds[this.kind].title,
      status: this.status,
      detail: this.message,
      instance,
      traceId,
      ...(this.errors ? { errors: [...this.errors] } : {}),
    };
  }
}

const retryAfter = (seconds: number) => ({ 'retry-after': String(Math.max(1, Math.ceil(seconds))) });

/**
 * The problems that a domain throws. Details are sentences for the caller and hold no secret;
 * `notFound` and `unauthenticated` take none on purpose, so that causes cannot be told apart.
 */
export const problem = {
  malformed: (detail: string) => new Problem('malformed', detail),
  unauthenticated: () =>
    new Problem('unauthenticated', 'Valid credentials are required.', {
      headers: { 'www-authenticate': 'Bearer' },
    }),
  forbidden: (detail = 'The caller may not do this.') => new Problem('forbidden', detail),
  notFound: () => new Problem('not-found', 'There is no such resource.'),
  methodNotAllowed: (allow: readonly string[]) =>
    new Problem('method-not-allowed', `Allowed here: ${allow.join(', ')}.`, {
      headers: { allow: allow.join(', ') },
    }),
  requestTimeout: () => new Problem('request-timeout', 'The request did not arrive in time.'),
  conflict: (detail: string) => new Problem('conflict', detail),
  preconditionFailed: () =>
    new Problem('precondition-failed', 'The resource has changed since the given ETag.'),
  payloadTooLarge: (limitBytes: number) =>
    new Problem('payload-too-large', `The limit is ${limitBytes} bytes.`),
  unsupportedMediaType: (detail: string) => new Problem('unsupported-media-type', detail),
  /** 422. At least one fault; a fault of the whole body has the pointer `''`. */
  invalid: (errors: readonly InputFault[]) =>
    new Problem(
      'invalid',
      errors.length === 1 ? 'One value is invalid.' : `${errors.length} values are invalid.`,
      {
        errors,
      },
    ),
  upgradeRequired: () =>
    new Problem('upgrade-required', 'This is a WebSocket.', { headers: { upgrade: 'websocket' } }),
  rateLimited: (retryAfterSeconds: number) =>
    new Problem('rate-limited', 'The request limit is used up.', { headers: retryAfter(retryAfterSeconds) }),
  internal: (cause: unknown) =>
    new Problem('internal', 'The platform could not answer this request.', { cause }),
  unavailable: (retryAfterSeconds = 1, cause?: unknown) =>
    new Problem('unavailable', 'A part of the platform cannot be reached at the moment.', {
      headers: retryAfter(retryAfterSeconds),
      cause,
    }),
} as const;
