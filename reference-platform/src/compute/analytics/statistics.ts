/** Equal-width bins: bin `i` is [edges[i], edges[i + 1]), the last one closed. */
export interface Histogram {
  /** bins + 1 values, ascending. */
  edges: number[];
  counts: number[];
}

/**
 * The quantile `p` (0..1) of ascending values by linear interpolation between order statistics: type 7 of Hyndman
 * and Fan 1996, "Sample quantiles in statistical packages", the default of R and NumPy. NaN where there are none.
 */
export function quantile(sorted: Float64Array, p: number): number {
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const lower = sorted[below] ?? NaN;
  const upper = sorted[below + 1] ?? lower;
  const weight = position - below;
  const difference = upper - lower;
  // The difference itself can be beyond float64.
  if (!Number.isFinite(difference)) return lower * (1 - weight) + upper * weight;
  // From the nearer end, as NumPy does, which is exact at both.
  return weight < 0.5 ? lower + difference * weight : upper - difference * (1 - weight);
}

/** How many different values there are among ascending ones. */
export function distinctCount(sorted: Float64Array): number {
  let distinct = 0;
  for (let at = 0; at < sorted.length; at += 1) if (at === 0 || sorted[at] !== sorted[at - 1]) distinct += 1;
  return distinct;
}

/**
 * Mean and standard deviation (n − 1; null under two values) of ascending values, in two passes; null too where the
 * figure itself is beyond float64.
 */
export function moments(sorted: Float64Array): { mean: number | null; stddev: number | null } {
  const largest = Math.max(Math.abs(sorted[0] ?? 0), Math.abs(sorted[sorted.length - 1] ?? 0));
  // Squares of what is larger would overflow.
  const scale = largest > 1e100 ? largest : 1;
  let sum = 0;
  for (const value of sorted) sum += value / scale;
  const mean = sum / sorted.length;
  let squares = 0;
  for (const value of sorted) squares += (value / scale - mean) ** 2;
  const stddev = sorted.length < 2 ? NaN : Math.sqrt(squares / (sorted.length - 1)) * scale;
  return { mean: finiteOrNull(mean * scale), stddev: finiteOrNull(stddev) };
}

/** The histogram of ascending values (at least one) in `bins` bins from the least to the greatest. */
export function histogram(sorted: Float64Array, bins: number): Histogram {
  const min = sorted[0] ?? NaN;
  const max = sorted[sorted.length - 1] ?? NaN;
  // A single value gets bins around it, as NumPy does.
  const [low, high] = min === max ? [min - 0.5, max + 0.5] : [min, max];
  const width = (high - low) / bins;
  // The range itself can be beyond float64.
  const edgeAt = (share: number, edge: number): number =>
    Number.isFinite(width) ? low + edge * width : low * (1 - share) + high * share;
  const edges = Array.from({ length: bins + 1 }, (_, edge) =>
    edge === bins ? high : edgeAt(edge / bins, edge),
  );
  const counts = new Array<number>(bins).fill(0);
  let bin = 0;
  for (const value of sorted) {
    while (bin < bins - 1 && value >= (edges[bin + 1] ?? high)) bin += 1;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { edges, counts };
}

/**
 * The median of |x − median| of ascending values, found by walking outwards from the median, without a second sort.
 */
export function medianAbsoluteDeviation(sorted: Float64Array, median: number): number {
  const count = sorted.length;
  let right = lowerBound(sorted, median);
  let left = right - 1;
  let previous = NaN;
  let current = NaN;
  for (let taken = 0; taken <= Math.floor(count / 2); taken += 1) {
    const below = left >= 0 ? median - (sorted[left] ?? 0) : Infinity;
    const above = right < count ? (sorted[right] ?? 0) - median : Infinity;
    previous = current;
    current = Math.min(below, above);
    if (below <= above) left -= 1;
    else right += 1;
  }
  return count % 2 === 1 ? current : previous / 2 + current / 2;
}

/** The first index of ascending values whose value is not less than `value`. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
