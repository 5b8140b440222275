import { canonicalOrder } from '../canonical-order.ts';
import type { Baseline } from '../baseline.ts';
import type { FeatureMatrix, Progress } from '../matrix.ts';
import { clockOf, placeOf, type Clock } from './clock.ts';
import { expectedAt, learnSeason, seasonalDistance, type Season } from './season.ts';

/** The seasons of a training set whose first column is the time (ms since 1970); the others have a season each. */
export interface SeasonModel {
  readonly clock: Clock;
  readonly seasons: readonly Season[];
}

/** Learns each column apart. Rows are taken in the order of their times; missing times take `fill`, the median time. */
export function learnSeasons(
  matrix: FeatureMatrix,
  fill: Float64Array,
  period: number,
  progress: Progress,
): SeasonModel {
  const order = canonicalOrder(matrix, fill);
  progress(0.2);
  const times = Float64Array.from(order, (r) => timeOf(matrix, fill, r));
  const clock = clockOf(times);
  const places = times.map((time) => placeOf(clock, time));
  const columns = matrix.columns.slice(1);
  const seasons = columns.map((column, c) => {
    const values = Float64Array.from(order, (r) => column[r] ?? Number.NaN);
    const season = learnSeason(places, values, period);
    progress(0.2 + (0.8 * (c + 1)) / columns.length);
    return season;
  });
  return { clock, seasons };
}

/** Raw scores: the largest distance of a column from what is expected of it at the row's time. */
export function seasonalScores(
  matrix: FeatureMatrix,
  fill: Float64Array,
  { clock, seasons }: SeasonModel,
  progress: Progress,
): Float64Array {
  const raw = new Float64Array(matrix.rowCount);
  const places = raw.map((_, r) => placeOf(clock, timeOf(matrix, fill, r)));
  seasons.forEach((season, c) => {
    const column = matrix.columns[c + 1];
    for (let r = 0; r < raw.length; r += 1) {
      const distance = seasonalDistance(season, places[r] ?? 0, column?.[r] ?? Number.NaN);
      raw[r] = Math.max(raw[r] ?? 0, distance);
    }
    progress((c + 1) / seasons.length);
  });
  return raw;
}

/** What is typical at a row's time, as a baseline; the scale of the time itself is NaN: it does not count. */
export function typicalAt({ clock, seasons }: SeasonModel, fill: Float64Array, row: Float64Array): Baseline {
  const time = row[0] ?? Number.NaN;
  const present = Number.isNaN(time) ? (fill[0] ?? 0) : time;
  const place = placeOf(clock, present);
  return {
    medians: Float64Array.of(present, ...seasons.map((season) => expectedAt(season, place))),
    scales: Float64Array.of(Number.NaN, ...seasons.map(({ scale }) => scale)),
  };
}

function timeOf({ columns }: FeatureMatrix, fill: Float64Array, r: number): number {
  const time = columns[0]?.[r] ?? Number.NaN;
  return Number.isNaN(time) ? (fill[0] ?? 0) : time;
}
