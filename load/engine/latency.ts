import { build, type Histogram } from 'hdr-histogram-js';

/** Percentiles in milliseconds; all null where nothing was recorded. */
export interface Percentiles {
  p50: number | null;
  p90: number | null;
  p95: number | null;
  p99: number | null;
  max: number | null;
}

const LONGEST_MICROSECONDS = 60_000_000;

/** Durations from 1 µs to 60 s with three significant digits; longer ones count as 60 s. */
export class DurationHistogram {
  readonly #histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST_MICROSECONDS,
    numberOfSignificantValueDigits: 3,
  });

  record(milliseconds: number): void {
    const microseconds = Math.max(1, Math.round(milliseconds * 1000));
    this.#histogram.recordValue(Math.min(microseconds, LONGEST_MICROSECONDS));
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  percentile(percent: number): number | null {
    return this.count === 0 ? null : this.#histogram.getValueAtPercentile(percent) / 1000;
  }

  percentiles(): Percentiles {
    return {
      p50: this.percentile(50),
      p90: this.percentile(90),
      p95: this.percentile(95),
      p99: this.percentile(99),
      max: this.percentile(100),
    };
  }
}
