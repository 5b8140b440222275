/** How a figure changes over a run. */
export interface Trend {
  /** Change a minute, in the figure's unit: the median of the slopes between all pairs of moments (Theil and Sen). */
  aMinute: number;
  /** Interval that holds the true slope with 95 % confidence (Sen 1968, by Kendall's variance). */
  interval: [number, number];
}

interface Moment {
  atMs: number;
  value: number;
}

/** Neighbouring seconds resemble each other: their means over this time are taken as one moment. */
const BLOCK_MS = 5_000;
/** Of the normal distribution, for 95 %. */
const Z = 1.959964;
const MINUTE_MS = 60_000;
/** Fewer moments have an interval from nearly anywhere to nearly anywhere. */
const LEAST_MOMENTS = 8;

/**
 * The trend of samples that a figure has over time, not by its two ends but by all of it; a single leap, or a collector that runs
 * now and then, hardly moves it. Throws a `RangeError` for less than 40 seconds, of which it can say nothing.
 */
export function trendOf(samples: readonly Moment[]): Trend {
  const moments = blocksOf(samples);
  if (moments.length < LEAST_MOMENTS)
    throw new RangeError(
      `a trend takes ${(LEAST_MOMENTS * BLOCK_MS) / 1000} s at least, not ${moments.length} times ${BLOCK_MS / 1000} s`,
    );
  const slopes = moments
    .flatMap((one, index) =>
      moments
        .slice(index + 1)
        .map((other) => ((other.value - one.value) / (other.atMs - one.atMs)) * MINUTE_MS),
    )
    .sort((a, b) => a - b);
  const n = moments.length;
  const spread = Z * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const low = Math.max(0, Math.floor((slopes.length - spread) / 2) - 1);
  const high = Math.min(slopes.length - 1, Math.ceil((slopes.length + spread) / 2));
  return { aMinute: middle(slopes), interval: [at(slopes, low), at(slopes, high)] };
}

function blocksOf(samples: readonly Moment[]): Moment[] {
  const blocks = new Map<number, Moment[]>();
  for (const sample of samples) {
    const block = Math.floor(sample.atMs / BLOCK_MS);
    blocks.set(block, [...(blocks.get(block) ?? []), sample]);
  }
  return [...blocks.values()].map((inBlock) => ({
    atMs: mean(inBlock.map(({ atMs }) => atMs)),
    value: mean(inBlock.map(({ value }) => value)),
  }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function middle(sorted: readonly number[]): number {
  const half = sorted.length / 2;
  return (at(sorted, Math.ceil(half) - 1) + at(sorted, Math.floor(half))) / 2;
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? Number.NaN;
}
