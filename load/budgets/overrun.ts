import type { SecondFigures } from '../figures/second-tally.ts';
import type { Measurement } from '../measurement/measurement.ts';
import type { TargetSample } from '../target/target-sample.ts';
import { type Budget, isLeast } from './budget.ts';
import { figureOf, type Measurable } from './figure-of.ts';

/** A budget that was not kept. */
export interface Overrun {
  budget: Budget;
  /** The limit in the figure's unit: where another phase gives it, what that came to. */
  limit: number;
  /** Null where nothing was measured: that keeps no budget. */
  measured: number | null;
  /** The first second that did not keep it by itself; `null` where each of them did. */
  began: { second: SecondFigures; target: TargetSample | null } | null;
}

/** A sample this much after the end of its second still tells of it. */
const SAMPLE_GRACE_MS = 500;

/** The budgets that a valid measurement does not keep; throws on an invalid one, of which nothing can be said. */
export function overruns(measurement: Measurement, budgets: readonly Budget[]): Overrun[] {
  if (measurement.invalid.length > 0) {
    throw new Error(`an invalid measurement cannot be judged: ${measurement.invalid.join('; ')}`);
  }
  return budgets.flatMap((budget) => {
    const limit = limitOf(measurement, budget);
    const measured = figureOf(partOf(measurement, budget.phase), budget);
    if (keeps(budget, limit, measured)) return [];
    return [{ budget, limit, measured, began: beginningOf(measurement, budget, limit) }];
  });
}

function limitOf(measurement: Measurement, { figure, limit }: Budget): number {
  if (typeof limit === 'number') return limit;
  const base = figureOf(partOf(measurement, limit.phase), { figure });
  return Math.max(limit.least, limit.times * (base ?? 0));
}

function partOf(measurement: Measurement, phase: string | undefined): Measurable {
  const stretches = stretchesIn(measurement, phase);
  const target = measurement.target.filter(({ atMs }) =>
    stretches.some(({ begin, end }) => atMs > begin && atMs <= end + SAMPLE_GRACE_MS),
  );
  if (phase === undefined) return { outcome: measurement, target };
  const outcome = measurement.phases.find(({ name }) => name === phase);
  if (outcome === undefined) throw new RangeError(`no phase is called ${phase}`);
  return { outcome, target };
}

function keeps(budget: Budget, limit: number, measured: number | null): boolean {
  return measured !== null && (isLeast(budget) ? measured >= limit : measured <= limit);
}

function stretchesIn({ phases }: Measurement, phase: string | undefined): { begin: number; end: number }[] {
  let end = 0;
  return phases.flatMap(({ name, counted, durationMs }) => {
    const begin = end;
    end += durationMs;
    return (phase === undefined ? counted : name === phase) ? [{ begin, end }] : [];
  });
}

function beginningOf(measurement: Measurement, budget: Budget, limit: number): Overrun['began'] {
  const { seconds, target } = measurement;
  const stretches = stretchesIn(measurement, budget.phase);
  const planned = measurement.phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const isLooked = (atMs: number): boolean =>
    // What was under way at the end of the plan was answered after it.
    stretches.some(({ begin, end }) => atMs >= begin && (atMs < end || end >= planned));
  const sampleOf = ({ second }: SecondFigures): TargetSample | null => {
    const endMs = (second + 1) * 1000;
    return target.filter(({ atMs }) => atMs <= endMs + SAMPLE_GRACE_MS).at(-1) ?? null;
  };
  const found = seconds.find((second) => {
    if (!isLooked(second.second * 1000)) return false;
    if (second.succeeded + second.failed + second.dropped === 0) return false;
    const sample = sampleOf(second);
    const measured = figureOf(
      { outcome: outcomeOf(second), target: sample === null ? [] : [sample] },
      // A second does not tell its errors apart.
      { figure: budget.figure },
    );
    // A second without a right answer says nothing of latency.
    return measured !== null && !keeps(budget, limit, measured);
  });
  return found === undefined ? null : { second: found, target: sampleOf(found) };
}

function outcomeOf({ started, succeeded, failed, dropped, latencyMs }: SecondFigures): Measurable['outcome'] {
  const all = succeeded + failed + dropped;
  return {
    latencyMs,
    succeeded,
    arrivals: all,
    durationMs: 1_000,
    errors: {},
    errorRate: (failed + dropped) / all,
    reachedRate: started,
  };
}
