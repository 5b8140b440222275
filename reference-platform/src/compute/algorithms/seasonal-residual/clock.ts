import { quantileOfSorted } from '../statistics.ts';

/** How times (ms since 1970) become places in a series: 0 for the first row of the training, 1 a step later. */
export interface Clock {
  readonly start: number;
  /** Median time between two rows of the training, in ms; 1 where all have the same time. */
  readonly step: number;
}

/** The clock of ascending times. */
export function clockOf(times: Float64Array): Clock {
  const gaps = new Float64Array(Math.max(times.length - 1, 0));
  for (let i = 0; i < gaps.length; i += 1) gaps[i] = (times[i + 1] ?? 0) - (times[i] ?? 0);
  const apart = gaps.filter((gap) => gap > 0).sort();
  const step = quantileOfSorted(apart, 0.5);
  return { start: times[0] ?? 0, step: Number.isFinite(step) ? step : 1 };
}

/** The place of a time, a whole number, negative before the training. */
export function placeOf({ start, step }: Clock, time: number): number {
  // A time that no calendar holds would have no place and no phase.
  return Math.max(-LAST_PLACE, Math.min(LAST_PLACE, Math.round((time - start) / step))) + 0;
}

const LAST_PLACE = 2 ** 40;
