import type { AddressPolicy } from './address-policy.ts';
import {
  RefusedDestination,
  resolveDestination,
  UnresolvedDestination,
  type Resolve,
} from './destination.ts';
import { send, type Message, type SendLimits } from './send.ts';

/** What came of one try. */
export interface AttemptOutcome {
  status: number | null;
  error: string | null;
  /** Whether another try may go better. */
  passing: boolean;
}

/** What tries are made with. */
export interface AttemptMeans extends SendLimits {
  allows: AddressPolicy;
  resolve?: Resolve;
}

function outcomeOf(status: number): AttemptOutcome {
  if (status >= 200 && status < 300) return { status, error: null, passing: false };
  const error = status >= 300 && status < 400 ? 'redirects are not followed' : `answered ${status}`;
  return { status, error, passing: status >= 500 || status === 429 };
}

/** Why a connection failed, in words for the webhook's owner. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the connection failed';
  if (error.name === 'TimeoutError' || (error.cause instanceof Error && error.cause.name === 'TimeoutError'))
    return 'no answer in time';
  // Not which way: whether a port is closed or answers otherwise is nobody's business (OWASP SSRF prevention).
  return 'the connection failed';
}

/**
 * Makes one try: looks the host up, checks its addresses, sends. Never rejects, unless it is aborted: then with the
 * abort's reason. Failed connections, 5xx and 429 are worth another try; redirects, other 4xx and refused hosts are not.
 */
export async function attempt(
  url: string,
  message: Message,
  means: AttemptMeans,
  aborted: AbortSignal,
): Promise<AttemptOutcome> {
  try {
    const destination = await resolveDestination(url, means.allows, means.resolve);
    return outcomeOf(await send(destination, message, means, aborted));
  } catch (error) {
    if (aborted.aborted) throw error;
    if (error instanceof RefusedDestination) return { status: null, error: error.message, passing: false };
    if (error instanceof UnresolvedDestination) return { status: null, error: error.message, passing: true };
    return { status: null, error: reasonOf(error), passing: true };
  }
}
