import { checkPlan, type Plan } from '../arrivals/plan.ts';
import { checkUsers, type Users } from '../arrivals/users.ts';
import type { Budget } from '../budgets/budget.ts';
import type { Offer } from './offer.ts';

/** Where generators find the flow: they run on threads of their own, to which no function can be sent. */
export interface FlowReference {
  /** `import.meta.url` of a module that exports `begin`, a `Begin`. */
  module: string;
  /** What its `begin` is given; plain data. */
  input: unknown;
}

/** What load is offered, and what its measurement is held to. */
export interface Workload {
  /** What the measurement answers. */
  question: string;
  arrivals: Plan | Users;
  flow: FlowReference;
  budgets: readonly Budget[];
  /** Arrivals under way at once; one above them is dropped and counted. Default 1,000. */
  maxInFlight?: number;
  /** How long to wait at the end for what is under way, in milliseconds. Default 10,000. */
  drainMs?: number;
}

/** What a workload asks of the engine. Throws a `RangeError` that names what no engine can offer. */
export function offerOf({ arrivals, maxInFlight = 1_000, drainMs = 10_000 }: Workload): Offer {
  if ('phases' in arrivals) checkPlan(arrivals);
  else checkUsers(arrivals);
  return { arrivals, maxInFlight, drainMs };
}
