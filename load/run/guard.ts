import type { SecondFigures } from '../figures/second-tally.ts';

/** When to break off instead of going on against a target that has given up. */
export interface Guard {
  /** Most of the arrivals of the last seconds that may fail or be dropped, 0 to 1. */
  errorRate: number;
  /** How many seconds are looked at together. */
  overSeconds: number;
  /** With fewer arrivals in them nothing is said. */
  leastArrivals: number;
}

/** Why to break off now; `null` to go on. `seconds` are all there have been so far. */
export function objectionTo(seconds: readonly SecondFigures[], guard: Guard): string | null {
  const last = seconds.slice(-guard.overSeconds);
  if (last.length < guard.overSeconds) return null;
  const bad = last.reduce((sum, { failed, dropped }) => sum + failed + dropped, 0);
  const all = last.reduce((sum, { succeeded }) => sum + succeeded, bad);
  if (all < guard.leastArrivals || bad / all <= guard.errorRate) return null;
  const share = (100 * bad) / all;
  return `${share.toFixed(0)} % errors in ${guard.overSeconds} s (limit ${(100 * guard.errorRate).toFixed(0)} %)`;
}
