/** A signal that aborts after a time or with another signal, until it is cleared. */
export interface TimeLimit {
  signal: AbortSignal;
  clear(): void;
}

/**
 * Aborts with a `TimeoutError` after `milliseconds`, or with the reason of `outer` when that aborts first. Not
 * `AbortSignal.any` over `AbortSignal.timeout`: Node 20 may collect the timeout as garbage, which then never comes.
 */
export function timeLimit(milliseconds: number, outer?: AbortSignal): TimeLimit {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new DOMException('out of time', 'TimeoutError')),
    milliseconds,
  );
  const follow = () => controller.abort(outer?.reason);
  if (outer?.aborted) follow();
  else outer?.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', follow);
    },
  };
}
