import { seededRandom } from '../../test-data/random.ts';
import type { Plan } from './plan.ts';
import { RateCurve } from './rate-curve.ts';

/** One arrival of a plan. */
export interface Arrival {
  /** Which one of the whole plan it is, from 0, whoever starts it. */
  index: number;
  /** When it is to start, in milliseconds from the beginning. */
  intendedMs: number;
  /** Index of its phase. */
  phase: number;
}

/** The part of a plan's arrivals that one generator starts: each `of`-th one, from the `index`-th. */
export interface Share {
  index: number;
  of: number;
}

/** The arrivals of a plan in order, made as they are asked for. */
export class ArrivalStream {
  readonly #curve: RateCurve;
  readonly #step: () => number;
  readonly #share: Share;
  #count = 0;
  #index = 0;

  constructor(plan: Plan, share: Share = { index: 0, of: 1 }) {
    this.#curve = new RateCurve(plan);
    this.#share = share;
    if (plan.spacing.kind === 'even') {
      this.#step = () => 1;
    } else {
      const { uniform } = seededRandom(plan.spacing.seed);
      // Gaps of a Poisson process on the axis of counts; the curve bends them to the rate of the time.
      this.#step = () => -Math.log(1 - uniform());
      this.#count = this.#step();
    }
  }

  /** The next arrival of this share; `null` after the last. */
  next(): Arrival | null {
    for (;;) {
      const point = this.#curve.reach(this.#count);
      if (point === null) return null;
      const index = this.#index;
      this.#count += this.#step();
      this.#index += 1;
      if (index % this.#share.of === this.#share.index)
        return { index, intendedMs: point.timeMs, phase: point.phase };
    }
  }
}
