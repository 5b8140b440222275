import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The version of the protocol between the planes. */
export const boundaryVersion = '1';
/** How far the two clocks may be apart, in milliseconds. */
export const boundaryToleranceMs = 30_000;
/** The tenant of a call that belongs to none (health, metrics). */
export const noTenant = '00000000-0000-0000-0000-000000000000';

/** What a signature covers. `timestamp` in ms since the epoch; `path` with its query. */
export interface SignedCall {
  method: string;
  path: string;
  timestamp: number;
  tenantId: string;
  body: string | Buffer;
}

/** HMAC-SHA256 over version, method, path, timestamp, tenant and the body's SHA-256, a line each; hex. */
export function sign(secret: string, call: SignedCall): string {
  const bodyHash = createHash('sha256').update(call.body).digest('hex');
  const text = [boundaryVersion, call.method, call.path, call.timestamp, call.tenantId, bodyHash].join('\n');
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** The headers of a signed call. */
export function signedHeaders(secret: string, call: SignedCall): Record<string, string> {
  return {
    'x-boundary-version': boundaryVersion,
    'x-boundary-timestamp': String(call.timestamp),
    'x-boundary-tenant': call.tenantId,
    'x-boundary-signature': sign(secret, call),
  };
}

/** What came of checking a call's headers. */
export type Verdict =
  { accepted: true; tenantId: string } | { accepted: false; status: 400 | 401; reason: string };

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Checks a received call: 400 for another version, 401 for a wrong, missing or stale signature. */
export function verify(
  secret: string,
  received: { method: string; path: string; body: string | Buffer; headers: Headers },
  now: number = Date.now(),
): Verdict {
  const { headers } = received;
  if (headers['x-boundary-version'] !== boundaryVersion) {
    return { accepted: false, status: 400, reason: 'unknown protocol version' };
  }
  const tenantId = headers['x-boundary-tenant'];
  const signature = headers['x-boundary-signature'];
  const timestamp = Number(headers['x-boundary-timestamp']);
  if (typeof tenantId !== 'string' || typeof signature !== 'string' || !Number.isSafeInteger(timestamp)) {
    return { accepted: false, status: 401, reason: 'unsigned' };
  }
  const expected = Buffer.from(sign(secret, { ...received, timestamp, tenantId }));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return { accepted: false, status: 401, reason: 'wrong signature' };
  }
  if (Math.abs(now - timestamp) > boundaryToleranceMs) {
    return { accepted: false, status: 401, reason: 'stale' };
  }
  return { accepted: true, tenantId };
}
