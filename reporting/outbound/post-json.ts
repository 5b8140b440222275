import { setTimeout as delay } from 'node:timers/promises';

/** How long and how often a receiver is tried. */
export interface Patience {
  attempts: number;
  /** Of one attempt, in milliseconds. */
  attemptMs: number;
  /** Of all of them with the pauses in between, in milliseconds. */
  totalMs: number;
}

export interface Post {
  url: string;
  body: unknown;
  headers?: Record<string, string>;
  patience?: Partial<Patience>;
}

/** What became of it; the reason names neither path nor query of the address, which may be what makes it secret. */
export type Outcome = { delivered: true } | { delivered: false; reason: string };

interface Attempt {
  outcome: Outcome;
  /** When to try again: milliseconds from now, null for the usual pause; undefined where it would be of no use. */
  againInMs?: number | null;
}

const USUAL: Patience = { attempts: 3, attemptMs: 4000, totalMs: 10_000 };
const PAUSE_MS = 500;

/** Sends JSON by POST; tries again after 429 (when the receiver says), 5xx, and where nothing answers. Never throws. */
export async function postJson({ url, body, headers = {}, patience }: Post): Promise<Outcome> {
  const { attempts, attemptMs, totalMs } = { ...USUAL, ...patience };
  const deadline = performance.now() + totalMs;
  const content = JSON.stringify(body);
  let last: Attempt = { outcome: { delivered: false, reason: 'there was no time to try' } };
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const left = deadline - performance.now();
    if (left <= 0) break;
    last = await tryOnce(url, content, headers, Math.ceil(Math.min(attemptMs, left)));
    if (last.againInMs === undefined || attempt === attempts) break;
    const pause = last.againInMs ?? PAUSE_MS * attempt;
    // Who wants more time than there is would only be asked too early.
    if (performance.now() + pause >= deadline) break;
    await delay(pause);
  }
  return last.outcome;
}

async function tryOnce(
  url: string,
  body: string,
  headers: Record<string, string>,
  timeoutMs: number,
): Promise<Attempt> {
  const { host } = new URL(url);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      // What was agreed on is this address; a redirection could lead anywhere.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (response.ok) return { outcome: { delivered: true } };
    const outcome = { delivered: false, reason: `${host} answers ${response.status}` } as const;
    if (response.status === 429) return { outcome, againInMs: retryAfterMs(response.headers) };
    return response.status >= 500 ? { outcome, againInMs: null } : { outcome };
  } catch (error) {
    return {
      outcome: { delivered: false, reason: `${host} ${reasonOf(error, timeoutMs)}` },
      againInMs: null,
    };
  }
}

/** `Retry-After` is seconds or a date (RFC 9110, 10.2.3). */
function retryAfterMs(headers: Headers): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const seconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(seconds) ? null : Math.max(0, seconds);
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `did not answer within ${(timeoutMs / 1000).toFixed(1)} s`;
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && 'code' in cause) return `cannot be reached (${String(cause.code)})`;
  return `cannot be reached (${cause instanceof Error ? cause.message : 'unknown reason'})`;
}
