import { quantileOfSorted } from '../statistics.ts';

/**
 * Robust slope of a series by its places (ascending whole numbers): the median of the slopes between values `period` · k
 * places apart, k as large as half of the series lets it be. Theil's incomplete method (Theil 1950) with pairs in the same phase of
 * the season, so that the season cancels out. 0 where no two values are that far apart.
 */
export function robustSlope(places: Float64Array, values: Float64Array, period: number): number {
  const first = places[0] ?? 0;
  const span = (places[places.length - 1] ?? 0) - first;
  const apart = period * Math.max(1, Math.floor((span + 1) / 2 / period));
  const slopes = new Float64Array(places.length);
  let count = 0;
  for (let i = 0, j = 0; i < places.length; i += 1) {
    const wanted = (places[i] ?? 0) + apart;
    while (j < places.length && (places[j] ?? 0) < wanted) j += 1;
    const slope = ((values[j] ?? Number.NaN) - (values[i] ?? Number.NaN)) / apart;
    if (places[j] === wanted && Number.isFinite(slope)) {
      slopes[count] = slope;
      count += 1;
    }
  }
  return count === 0 ? 0 : quantileOfSorted(slopes.slice(0, count).sort(), 0.5);
}
