import type { Begin } from '../../../../load/threads/flow-tools.ts';

/** Keeps its own thread busy instead of asking a target for anything. */
export const begin: Begin<{ busyMs: number }> = ({ input: { busyMs } }) => {
  return async () => {
    await Promise.resolve();
    const until = performance.now() + busyMs;
    while (performance.now() < until);
  };
};
