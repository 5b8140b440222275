import type { Plan } from './plan.ts';

const MILLISECONDS = 1000;

/** When the curve reaches a count of arrivals, and in which phase. */
export interface Point {
  /** Milliseconds from the beginning. */
  timeMs: number;
  /** Index of the phase. */
  phase: number;
}

/**
 * How many arrivals have come by when, as a curve: the integral of the rate over time. Asked for ever higher counts, it walks
 * along itself, so that a plan of any length costs nothing to hold.
 */
export class RateCurve {
  readonly #phases: Plan['phases'];
  #phase = 0;
  #phaseStartMs = 0;
  #countBefore = 0;

  constructor({ phases }: Plan) {
    this.#phases = phases;
  }

  /** When `count` is reached; `null` when it never is. `count` must not be lower than at the call before. */
  reach(count: number): Point | null {
    for (;;) {
      const phase = this.#phases[this.#phase];
      if (phase === undefined) return null;
      const within = count - this.#countBefore;
      const all = ((phase.from + phase.to) / 2) * (phase.durationMs / MILLISECONDS);
      if (within < all) {
        const timeMs = this.#phaseStartMs + timeWithin(phase, within);
        return { timeMs, phase: this.#phase };
      }
      this.#countBefore += all;
      this.#phaseStartMs += phase.durationMs;
      this.#phase += 1;
    }
  }
}

/** Solves count = from·t + (to − from)·t²/(2T) for t, in the form that stays exact where the rate hardly changes. */
function timeWithin({ from, to, durationMs }: Plan['phases'][number], count: number): number {
  if (count <= 0) return 0;
  const slope = (to - from) / (durationMs / MILLISECONDS);
  const seconds = (2 * count) / (from + Math.sqrt(from * from + 2 * slope * count));
  return Math.min(seconds * MILLISECONDS, durationMs);
}
