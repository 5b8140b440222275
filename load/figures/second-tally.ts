import { DurationHistogram, type Percentiles } from './duration-histogram.ts';

/** What one generator saw in one second. */
export interface SecondTally {
  /** From the beginning, warm-up included. */
  second: number;
  started: number;
  succeeded: number;
  failed: number;
  dropped: number;
  /** Under way at its end. */
  inFlight: number;
  /** Of what was answered in it, as `DurationHistogram.encode` writes it. */
  latency: string;
}

/** What all generators of a workload saw in one second. */
export interface SecondFigures extends Omit<SecondTally, 'latency'> {
  latencyMs: Percentiles;
}

/** Joins what several generators saw in the same second. */
export function joinSeconds(tallies: readonly SecondTally[]): SecondFigures {
  const latency = new DurationHistogram(2);
  for (const tally of tallies) latency.add(DurationHistogram.decode(tally.latency));
  const sum = (figure: 'started' | 'succeeded' | 'failed' | 'dropped' | 'inFlight'): number =>
    tallies.reduce((total, tally) => total + tally[figure], 0);
  return {
    second: tallies[0]?.second ?? 0,
    started: sum('started'),
    succeeded: sum('succeeded'),
    failed: sum('failed'),
    dropped: sum('dropped'),
    inFlight: sum('inFlight'),
    latencyMs: latency.percentiles(),
  };
}

/** Counts one second after the other. */
export class SecondCounter {
  readonly #latency = new DurationHistogram(2);
  #second = 0;
  started = 0;
  failed = 0;
  dropped = 0;

  succeed(latencyMs: number): void {
    this.#latency.record(latencyMs);
  }

  /** What this second came to; the next one begins. */
  close(inFlight: number): SecondTally {
    const tally = {
      second: this.#second,
      started: this.started,
      succeeded: this.#latency.count,
      failed: this.failed,
      dropped: this.dropped,
      inFlight,
      latency: this.#latency.encode(),
    };
    this.#second += 1;
    this.started = 0;
    this.failed = 0;
    this.dropped = 0;
    this.#latency.clear();
    return tally;
  }
}
