import { type Headers, headerOf } from './message.ts';

/** What a request's trace context says: the attempt that it belongs to, and whether it is the test's own call. */
export interface TraceContext {
  traceId: string;
  /** A call that prepares something for the test is never spoiled. */
  prepares: boolean;
}

/** The trace context of a request; `null` for one outside any test. */
export function traceContext(headers: Headers): TraceContext | null {
  const [, traceId, purpose] =
    /^00-([0-9a-f]{32})-[0-9a-f]{15}([0-9a-f])-/.exec(headerOf(headers, 'traceparent') ?? '') ?? [];
  return traceId === undefined ? null : { traceId, prepares: purpose === '2' };
}
