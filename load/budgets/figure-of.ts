import type { Outcome } from '../measurement/measurement.ts';
import type { TargetSample } from '../target/target-sample.ts';
import type { Budget } from './budget.ts';

/** What a figure is taken from: a measurement, one of its phases, or one second. */
export interface Measurable {
  outcome: Pick<
    Outcome,
    'latencyMs' | 'errorRate' | 'errors' | 'reachedRate' | 'arrivals' | 'succeeded' | 'durationMs'
  >;
  /** What the target said of itself in that time. */
  target: readonly TargetSample[];
}

/** The figure that a budget limits; `null` where there was nothing to measure. */
export function figureOf(
  { outcome, target }: Measurable,
  { figure, kind }: Pick<Budget, 'figure' | 'kind'>,
): number | null {
  const { latencyMs, errorRate, errors, reachedRate, arrivals, succeeded, durationMs } = outcome;
  switch (figure) {
    case 'p50Ms':
      return latencyMs.p50;
    case 'p95Ms':
      return latencyMs.p95;
    case 'p99Ms':
      return latencyMs.p99;
    case 'errorRate':
      if (kind === undefined) return errorRate;
      return arrivals === 0 ? 0 : (errors[kind] ?? 0) / arrivals;
    case 'reachedRate':
      return reachedRate;
    case 'throughput':
      return durationMs === 0 ? null : (succeeded * 1000) / durationMs;
    case 'cpuShare':
      return mean(target.map(({ cpuShare }) => cpuShare));
    case 'residentBytes':
      return greatest(target.map(({ residentBytes }) => residentBytes));
    case 'queriesPerArrival': {
      const queries = mean(target.map(({ queriesPerSecond }) => queriesPerSecond));
      return queries === null || arrivals === 0 ? null : queries / ((arrivals * 1000) / durationMs);
    }
  }
}

function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

function mean(values: readonly (number | null)[]): number | null {
  const told = known(values);
  return told.length === 0 ? null : told.reduce((sum, value) => sum + value, 0) / told.length;
}

function greatest(values: readonly (number | null)[]): number | null {
  const told = known(values);
  return told.length === 0 ? null : Math.max(...told);
}
