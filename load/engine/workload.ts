import type { Budget } from '../budgets/budget.ts';

/** The shortest warm-up: before it, connections, caches and just-in-time compilation are what is measured. */
export const LEAST_WARM_UP_MS = 2_000;

/**
 * What one arrival does. It resolves when the answer has come and was the right one, and throws otherwise:
 * `UnexpectedAnswer` for an answer of the wrong status or content, anything else for a broken connection.
 */
export type Flow = (arrival: number) => Promise<void>;

/** A load that is offered at a constant rate, whatever the target does (open model). */
export interface Workload {
  /** What the measurement answers. */
  question: string;
  /** Arrivals a second. */
  ratePerSecond: number;
  /** Offered but not counted; at least 2,000. */
  warmUpMs: number;
  /** Counted, after the warm-up. */
  durationMs: number;
  flow: Flow;
  budgets: Budget[];
  /** Arrivals under way at once; one above them is dropped and counted. Default 1,000. */
  maxInFlight?: number;
  /** How long to wait at the end for what is under way. Default 10,000. */
  drainMs?: number;
}

/** An answer that came, but not the one that the flow needs: an error however fast it was. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}
