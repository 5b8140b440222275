import { measureBaseline, robustDistance } from '../baseline.ts';
import { quantileOfSorted, sortedPresent } from '../statistics.ts';
import { findPeriod } from './period.ts';
import { robustSlope } from './trend.ts';

/** What is expected of one column at each place of the series: slope · place + the median of its phase. */
export interface Season {
  readonly slope: number;
  /** One median a phase; their number is the period. */
  readonly phases: Float64Array;
  /** Median and robust scale of what is left. */
  readonly centre: number;
  readonly scale: number;
}

/**
 * Learns one column (NaN missing) at ascending places. `period` 0: found by autocorrelation. The trend is removed first, by a
 * slope between values of one phase; then each phase has the median of its values, a phase without values that of all.
 */
export function learnSeason(places: Float64Array, values: Float64Array, period: number): Season {
  const length =
    period === 0 ? findPeriod(withoutTrend(places, values, robustSlope(places, values, 1))) : period;
  const slope = robustSlope(places, values, length);
  const level = withoutTrend(places, values, slope);
  const overall = level.every(Number.isNaN) ? 0 : quantileOfSorted(sortedPresent(level), 0.5);
  const byPhase = Array.from({ length }, (): number[] => []);
  level.forEach((value, i) => {
    if (!Number.isNaN(value)) byPhase[phaseOf(places[i] ?? 0, length)]?.push(value);
  });
  const phases = Float64Array.from(byPhase, (members) =>
    members.length === 0 ? overall : quantileOfSorted(Float64Array.from(members).sort(), 0.5),
  );
  const residuals = level.map((value, i) => bounded(value - (phases[phaseOf(places[i] ?? 0, length)] ?? 0)));
  const { medians, scales } = measureBaseline({ rowCount: residuals.length, columns: [residuals] });
  return { slope, phases, centre: medians[0] ?? 0, scale: scales[0] ?? 0 };
}

/** The value that is expected at a place. */
export function expectedAt({ slope, phases, centre }: Season, place: number): number {
  return bounded(slope * place + (phases[phaseOf(place, phases.length)] ?? 0) + centre);
}

/** |value − expected| / scale, as `robustDistance`. */
export function seasonalDistance(season: Season, place: number, value: number): number {
  if (Number.isNaN(value)) return 0;
  const { slope, phases, centre, scale } = season;
  // The same order of operations as in the training: a training row has its residual to the last bit.
  const level = bounded(value - slope * place);
  return robustDistance(bounded(level - (phases[phaseOf(place, phases.length)] ?? 0)), centre, scale);
}

function withoutTrend(places: Float64Array, values: Float64Array, slope: number): Float64Array {
  return values.map((value, i) => bounded(value - slope * (places[i] ?? 0)));
}

function phaseOf(place: number, period: number): number {
  return ((place % period) + period) % period;
}

/** Differences of the largest numbers there are overflow. */
function bounded(value: number): number {
  return Number.isNaN(value) ? value : Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}
