import type { Measurement } from '../engine/measurement.ts';

/** A limit that a measurement is held to, with where the limit comes from. */
export interface Budget {
  figure: 'p50Ms' | 'p95Ms' | 'p99Ms' | 'errorRate' | 'reachedRate';
  /** The most that is allowed; for `reachedRate` the least. */
  limit: number;
  /** Who set the limit. */
  source: string;
}

/** A budget that was not kept. */
export interface Overrun {
  figure: Budget['figure'];
  limit: number;
  /** Null where nothing was measured: that keeps no budget. */
  measured: number | null;
  source: string;
}

/** The budgets that a valid measurement does not keep; throws on an invalid one, of which nothing can be said. */
export function overruns(measurement: Measurement, budgets: readonly Budget[]): Overrun[] {
  if (measurement.invalid.length > 0) {
    throw new Error(`an invalid measurement cannot be judged: ${measurement.invalid.join('; ')}`);
  }
  return budgets.flatMap(({ figure, limit, source }) => {
    const measured = figureOf(measurement, figure);
    const kept = measured !== null && (figure === 'reachedRate' ? measured >= limit : measured <= limit);
    return kept ? [] : [{ figure, limit, measured, source }];
  });
}

function figureOf(measurement: Measurement, figure: Budget['figure']): number | null {
  switch (figure) {
    case 'p50Ms':
      return measurement.latencyMs.p50;
    case 'p95Ms':
      return measurement.latencyMs.p95;
    case 'p99Ms':
      return measurement.latencyMs.p99;
    case 'errorRate':
      return measurement.errorRate;
    case 'reachedRate':
      return measurement.reachedRate;
  }
}
