import { randomBytes } from 'node:crypto';

/** A W3C trace context: 32 and 16 hex digits. */
export interface TraceContext {
  traceId: string;
  /** This request's own. */
  spanId: string;
  /** That of the caller's span; null where the caller named none. */
  parentSpanId: string | null;
}

const traceparentForm = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-|$)/;

/** The trace of a request: taken from its `traceparent` header where that is well-formed, else a new one. */
export function traceFrom(traceparent: string | readonly string[] | undefined): TraceContext {
  const match = typeof traceparent === 'string' ? traceparentForm.exec(traceparent) : null;
  return {
    traceId: match?.[1] ?? randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    parentSpanId: match?.[2] ?? null,
  };
}

/** The header that carries a trace on to the next service (sampled). */
export function traceparentOf(trace: TraceContext): string {
  return `00-${trace.traceId}-${trace.spanId}-01`;
}
