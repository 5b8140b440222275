import type { Share } from '../arrivals/arrival-stream.ts';
import type { Plan } from '../arrivals/plan.ts';
import type { Users } from '../arrivals/users.ts';

/** What a workload asks of the engine: arrivals by a plan (open model), or users (closed model). */
export interface Offer {
  arrivals: Plan | Users;
  /** Arrivals under way at once; one above them is dropped and counted. */
  maxInFlight: number;
  /** How long to wait at the end for what is under way, in milliseconds. */
  drainMs: number;
}

/** A stretch of a run, whatever the model. */
export interface Stretch {
  name: string;
  durationMs: number;
  counted: boolean;
  /** Arrivals a second that are asked for on average; `null` for users, who come when they can. */
  offeredRate: number | null;
}

/** The stretches of a run in order. */
export function stretchesOf(arrivals: Plan | Users): Stretch[] {
  if ('phases' in arrivals) {
    return arrivals.phases.map(({ name, durationMs, counted, from, to }) => ({
      name,
      durationMs,
      counted,
      offeredRate: (from + to) / 2,
    }));
  }
  return [
    { name: 'warm-up', durationMs: arrivals.warmUpMs, counted: false, offeredRate: null },
    { name: 'users', durationMs: arrivals.durationMs, counted: true, offeredRate: null },
  ];
}

/** The part of an offer's bound of what is under way that one of several generators has. */
export function boundOf({ maxInFlight }: Offer, { of }: Share): number {
  return Math.max(1, Math.floor(maxInFlight / of));
}
