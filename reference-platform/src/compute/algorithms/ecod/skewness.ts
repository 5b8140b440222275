import { binaryScale } from '../statistics.ts';

/** Skewness below it is the rounding of a symmetric column. */
const SYMMETRIC = 1e-10;

/**
 * Sign of the skewness m₃ / m₂^1.5 of ascending values: −1, 0 or 1; 0 for a constant column. Ascending, so that the order of
 * the rows does not change the last bits; scaled by a power of two, so that no cube overflows.
 */
export function skewnessSign(sorted: Float64Array): number {
  const least = sorted[0] ?? 0;
  const greatest = sorted[sorted.length - 1] ?? 0;
  if (least === greatest) return 0;
  const scale = binaryScale(Math.max(Math.abs(least), Math.abs(greatest)));
  let sum = 0;
  for (const value of sorted) sum += value * scale;
  const mean = sum / sorted.length;
  const widest = Math.max(mean - least * scale, greatest * scale - mean);
  let squares = 0;
  let cubes = 0;
  for (const value of sorted) {
    const deviation = (value * scale - mean) / widest;
    squares += deviation * deviation;
    cubes += deviation * deviation * deviation;
  }
  const skewness = cubes / sorted.length / (squares / sorted.length) ** 1.5;
  return Math.abs(skewness) < SYMMETRIC ? 0 : Math.sign(skewness);
}
