import {
  build,
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  type Histogram,
} from 'hdr-histogram-js';

/** Percentiles in milliseconds; all null where nothing was recorded. */
export interface Percentiles {
  p50: number | null;
  p90: number | null;
  p95: number | null;
  p99: number | null;
  max: number | null;
}

const LONGEST_MICROSECONDS = 60_000_000;

/**
 * Durations from 1 µs to 60 s in a fixed amount of memory; longer ones count as 60 s. Three significant digits, or fewer for
 * one of many.
 */
export class DurationHistogram {
  readonly #histogram: Histogram;

  constructor(significantDigits: 2 | 3 = 3) {
    this.#histogram = build({
      lowestDiscernibleValue: 1,
      highestTrackableValue: LONGEST_MICROSECONDS,
      numberOfSignificantValueDigits: significantDigits,
    });
  }

  /** One that `encode` wrote. */
  static decode(text: string): DurationHistogram {
    const decoded = new DurationHistogram();
    decoded.#histogram.add(decodeFromCompressedBase64(text));
    return decoded;
  }

  record(milliseconds: number): void {
    const microseconds = Math.max(1, Math.round(milliseconds * 1000));
    this.#histogram.recordValue(Math.min(microseconds, LONGEST_MICROSECONDS));
  }

  /** Takes in what another one has recorded. */
  add(other: DurationHistogram): void {
    this.#histogram.add(other.#histogram);
  }

  clear(): void {
    this.#histogram.reset();
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

  /** The whole of it as text, to be taken from thread to thread or to a file. */
  encode(): string {
    return encodeIntoCompressedBase64(this.#histogram);
  }
}
