import { setTimeout as delay } from 'node:timers/promises';

const CONNECTION_LOST =
  /ECONNREFUSED|ECONNRESET|socket hang up|other side closed|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|EPIPE/;

/** Whether an error looks like that of a target that is not there any more. */
export function looksLostConnection(message: string): boolean {
  return CONNECTION_LOST.test(message);
}

/** Asks a target that did not answer again, three times over a second; true when none of them was answered. */
export async function isGone(
  healthUrl: string,
  {
    tries = 3,
    pauseMs = 500,
    timeoutMs = 1500,
  }: { tries?: number; pauseMs?: number; timeoutMs?: number } = {},
): Promise<boolean> {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    try {
      await fetch(healthUrl, { signal: AbortSignal.timeout(timeoutMs) });
      return false;
    } catch {
      if (attempt < tries) await delay(pauseMs);
    }
  }
  return true;
}
