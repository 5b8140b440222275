import { quantileOfSorted } from '../statistics.ts';

/** Rows that are looked at, the latest, and the longest period that is looked for: 67 million products at most. */
const MOST_ROWS = 16_384;
const LONGEST = 4096;
/** Autocorrelation under which nothing repeats. */
const LEAST_CORRELATION = 0.2;
/** Multiples of the period correlate nearly as well as the period itself: the first one this near to the best counts. */
const NEARLY_BEST = 0.9;

/**
 * Length of the season of a series (NaN missing), in rows: the first peak of its autocorrelation after that has fallen below
 * zero; 1 where nothing repeats. The series is cut at three robust deviations first, so that spikes do not hide the season
 * (sample autocorrelation: Box, Jenkins and Reinsel, Time Series Analysis, section 2.1).
 */
export function findPeriod(series: Float64Array): number {
  const values = centred(series.subarray(-MOST_ROWS));
  const power = correlationAt(values, 0);
  if (power === 0) return 1;
  const longest = Math.min(LONGEST, Math.floor(values.length / 3));
  const correlation = new Float64Array(longest + 2);
  for (let lag = 1; lag < correlation.length; lag += 1) {
    correlation[lag] = correlationAt(values, lag) / power;
  }
  const start = correlation.findIndex((value) => value < 0);
  if (start < 0) return 1;
  const peaks: number[] = [];
  for (let lag = Math.max(start, 2); lag <= longest; lag += 1) {
    const here = correlation[lag] ?? 0;
    if (here > (correlation[lag - 1] ?? 0) && here >= (correlation[lag + 1] ?? 0)) peaks.push(lag);
  }
  const best = peaks.reduce((most, lag) => Math.max(most, correlation[lag] ?? 0), 0);
  if (best < LEAST_CORRELATION) return 1;
  return peaks.find((lag) => (correlation[lag] ?? 0) >= NEARLY_BEST * best) ?? 1;
}

function correlationAt(values: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i += 1) sum += (values[i] ?? 0) * (values[i - lag] ?? 0);
  return sum;
}

/** Deviations from the median in units of the MAD, cut at ±3·1.4826; missing values at 0. */
function centred(series: Float64Array): Float64Array {
  const present = series.filter((value) => !Number.isNaN(value)).sort();
  const median = quantileOfSorted(present, 0.5);
  const deviations = present.map((value) => Math.min(Math.abs(value - median), Number.MAX_VALUE)).sort();
  const scale = 1.4826 * quantileOfSorted(deviations, 0.5);
  if (!(scale > 0)) return new Float64Array(series.length);
  return series.map((value) =>
    Number.isNaN(value) ? 0 : Math.max(-3, Math.min(3, (value - median) / scale)),
  );
}
