import { ArrivalStream, type Share } from '../arrivals/arrival-stream.ts';
import { lengthOf, type Plan } from '../arrivals/plan.ts';
import { type Clock, nextTurn, pause } from './clock.ts';
import type { Visits } from './visits.ts';

/** Arrivals that are started in one turn of the event loop at most. */
const STARTS_BETWEEN_TURNS = 4;

interface Options {
  plan: Plan;
  share: Share;
  clock: Clock;
  visits: Visits;
  /** A generator that is this late after the plan's end leaves out what is left. */
  drainMs: number;
  signal: AbortSignal;
}

/**
 * Starts each arrival when it is due, whatever has become of those before it, so that a slow target meets the load that was asked
 * for (no coordinated omission). Resolves when the last one was started, or at once when `signal` is aborted.
 */
export async function offerArrivals({ plan, share, clock, visits, drainMs, signal }: Options): Promise<void> {
  const arrivals = new ArrivalStream(plan, share);
  const latestMs = lengthOf(plan) + drainMs;
  // Asked anew after each wait.
  const isOver = (): boolean => signal.aborted;
  let startsInTurn = 0;
  for (let arrival = arrivals.next(); arrival !== null && !isOver(); arrival = arrivals.next()) {
    const now = clock.now();
    if (now > latestMs) {
      visits.miss(arrival.phase);
      continue;
    }
    if (arrival.intendedMs > now) {
      await pause(arrival.intendedMs - now, signal);
      startsInTurn = 0;
      if (isOver()) return;
    } else if (startsInTurn >= STARTS_BETWEEN_TURNS) {
      await nextTurn();
      startsInTurn = 0;
    }
    startsInTurn += 1;
    void visits.start(arrival);
  }
}
