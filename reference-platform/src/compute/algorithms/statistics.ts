/** Quantile of ascending values by linear interpolation (type 7 of Hyndman and Fan); NaN for no values. */
export function quantileOfSorted(sorted: Float64Array, probability: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  // Weighted sum, not low + (high − low)·w: the difference of two huge values overflows.
  return low === high ? low : low * (1 - (position - below)) + high * (position - below);
}

/** The present (not NaN) values, ascending, in a new array. */
export function sortedPresent(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value)).sort();
}

/** The power of two that brings values of this size near 1: multiplying by it loses no bit and cannot overflow. */
export function binaryScale(size: number): number {
  return size === 0 ? 1 : 2 ** -Math.max(Math.floor(Math.log2(size)), -1000);
}
