/** Buckets a doubling: each is 9 % wide, so a percentile is at most that much too high. */
const BUCKETS_PER_DOUBLING = 8;

/** Answers of one stretch of time: how many, how many refused and failed, and how long they took. */
export class LatencyHistogram {
  requests = 0;
  clientErrors = 0;
  serverErrors = 0;
  readonly #buckets = new Map<number, number>();

  /** Counts one answer by its status; `milliseconds` from the request line to the end of the answer. */
  record(status: number, milliseconds: number): void {
    this.requests += 1;
    if (status >= 500) this.serverErrors += 1;
    else if (status >= 400) this.clientErrors += 1;
    const bucket = Math.ceil(Math.log2(Math.max(milliseconds, Number.MIN_VALUE)) * BUCKETS_PER_DOUBLING);
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + 1);
  }

  /** Adds what another one has counted. */
  add(other: LatencyHistogram): void {
    this.requests += other.requests;
    this.clientErrors += other.clientErrors;
    this.serverErrors += other.serverErrors;
    for (const [bucket, count] of other.#buckets) {
      this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + count);
    }
  }

  /** The nearest-rank percentile in milliseconds, `share` in 0..1: the upper end of its bucket. Null without answers. */
  percentile(share: number): number | null {
    let left = Math.max(1, Math.ceil(share * this.requests));
    for (const [bucket, count] of [...this.#buckets].sort(([a], [b]) => a - b)) {
      left -= count;
      if (left <= 0) return 2 ** (bucket / BUCKETS_PER_DOUBLING);
    }
    return null;
  }
}
