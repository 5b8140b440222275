import type { SecondFigures } from '../figures/second-tally.ts';
import type { Measurement, Outcome } from '../measurement/measurement.ts';
import type { TargetSample } from '../target/target-sample.ts';
import type { Budget } from './budget.ts';

/** A budget that was not kept. */
export interface Overrun {
  budget: Budget;
  /** Null where nothing was measured: that keeps no budget. */
  measured: number | null;
  /** The first second that did not keep it by itself; `null` where each of them did. */
  began: { second: SecondFigures; target: TargetSample | null } | null;
}

/** The budgets that a valid measurement does not keep; throws on an invalid one, of which nothing can be said. */
export function overruns(measurement: Measurement, budgets: readonly Budget[]): Overrun[] {
  if (measurement.invalid.length > 0) {
    throw new Error(`an invalid measurement cannot be judged: ${measurement.invalid.join('; ')}`);
  }
  return budgets.flatMap((budget) => {
    const measured = figureOf(outcomeOf(measurement, budget), budget.figure);
    if (keeps(budget, measured)) return [];
    return [{ budget, measured, began: beginningOf(measurement, budget) }];
  });
}

function outcomeOf(measurement: Measurement, { phase }: Budget): Outcome {
  if (phase === undefined) return measurement;
  const found = measurement.phases.find(({ name }) => name === phase);
  if (found === undefined) throw new RangeError(`no phase is called ${phase}`);
  return found;
}

function keeps({ figure, limit }: Budget, measured: number | null): boolean {
  return measured !== null && (figure === 'reachedRate' ? measured >= limit : measured <= limit);
}

function figureOf(
  { latencyMs, errorRate, reachedRate }: Pick<Outcome, 'latencyMs' | 'errorRate' | 'reachedRate'>,
  figure: Budget['figure'],
): number | null {
  switch (figure) {
    case 'p50Ms':
      return latencyMs.p50;
    case 'p95Ms':
      return latencyMs.p95;
    case 'p99Ms':
      return latencyMs.p99;
    case 'errorRate':
      return errorRate;
    case 'reachedRate':
      return reachedRate;
  }
}

function beginningOf({ seconds, phases, target }: Measurement, budget: Budget): Overrun['began'] {
  let end = 0;
  const stretches = phases.map(({ name, counted, durationMs }) => {
    const begin = end;
    end += durationMs;
    return { looked: budget.phase === undefined ? counted : name === budget.phase, begin, end };
  });
  const second = seconds.find((figures) => {
    const atMs = figures.second * 1000;
    const looked = stretches.some(({ looked, begin, end }) => looked && atMs >= begin && atMs < end);
    const all = figures.succeeded + figures.failed + figures.dropped;
    if (!looked || all === 0) return false;
    const errorRate = (figures.failed + figures.dropped) / all;
    const measured = figureOf({ ...figures, errorRate, reachedRate: figures.started }, budget.figure);
    // A second without a right answer says nothing of latency.
    return measured !== null && !keeps(budget, measured);
  });
  if (second === undefined) return null;
  const endMs = (second.second + 1) * 1000;
  return { second, target: target.filter(({ atMs }) => atMs <= endMs + 500).at(-1) ?? null };
}
