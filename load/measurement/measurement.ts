import type { Percentiles } from '../figures/duration-histogram.ts';
import type { OperationFigures } from '../figures/operation-tally.ts';
import type { SecondFigures } from '../figures/second-tally.ts';
import type { TargetSample } from '../target/target-sample.ts';

/** What became of arrivals: `arrivals = succeeded + failed + dropped + missed`. */
export interface Outcome {
  /** Arrivals a second that were asked for, on average; `null` for users, who come when they can. */
  offeredRate: number | null;
  /** Arrivals a second that were started while they were to be. */
  reachedRate: number;
  durationMs: number;
  arrivals: number;
  succeeded: number;
  failed: number;
  /** Not started, because too many were under way. */
  dropped: number;
  /** Not started, because the generator was too late itself: such a measurement is invalid. */
  missed: number;
  /** Errors by kind, the dropped not among them. */
  errors: Record<string, number>;
  /** `(failed + dropped) / arrivals`. */
  errorRate: number;
  /**
   * Of the arrivals that succeeded, to the checked answer: from the *intended* start, or for users from the true one.
   */
  latencyMs: Percentiles;
  /** The generator's own delay: start after the intended start. */
  latenessMs: Percentiles;
}

/** One phase of a measurement. */
export interface PhaseFigures extends Outcome {
  name: string;
  counted: boolean;
}

/** What a workload came to: all counted phases together, each phase, each operation, each second. */
export interface Measurement extends Outcome {
  question: string;
  phases: PhaseFigures[];
  operations: OperationFigures[];
  seconds: SecondFigures[];
  /** What the target said of itself meanwhile; empty where it was not asked. */
  target: TargetSample[];
  /** Delay of the generator's event loop; of several generators the worst one's. */
  loopLagMs: Percentiles;
  /** Share of the time of all cores of the generator's machine that was not idle, 0 to 1. */
  machineBusy: number;
  /** Share of it that others took who have no part in the run; `null` where that cannot be told. */
  strangers: number | null;
  /** Why it ended before its time; `null` for one that did not. */
  aborted: string | null;
  /** Why the figures say nothing of the target; empty for a valid measurement. */
  invalid: string[];
}
