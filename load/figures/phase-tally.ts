import { DurationHistogram } from './duration-histogram.ts';

/** What one generator counted in one phase, as it goes from thread to thread. */
export interface PhaseTally {
  arrivals: number;
  /** Those that were started before the phase was over, or hardly later. */
  onSchedule: number;
  succeeded: number;
  failed: number;
  dropped: number;
  missed: number;
  errors: Record<string, number>;
  latency: string;
  lateness: string;
}

/** Kinds of errors that are told apart; what comes after them is counted together. */
const MOST_KINDS = 20;

/** Counts what becomes of the arrivals of one phase. */
export class PhaseCounter {
  readonly latency = new DurationHistogram();
  readonly lateness = new DurationHistogram();
  readonly errors = new Map<string, number>();
  arrivals = 0;
  onSchedule = 0;
  failed = 0;
  dropped = 0;
  missed = 0;

  fail(kind: string, count = 1): void {
    const known = this.errors.has(kind) || this.errors.size < MOST_KINDS ? kind : 'other errors';
    this.errors.set(known, (this.errors.get(known) ?? 0) + count);
    this.failed += count;
  }

  /** Takes in what another generator counted in the same phase. */
  add(tally: PhaseTally): void {
    this.latency.add(DurationHistogram.decode(tally.latency));
    this.lateness.add(DurationHistogram.decode(tally.lateness));
    for (const [kind, count] of Object.entries(tally.errors)) this.fail(kind, count);
    this.arrivals += tally.arrivals;
    this.onSchedule += tally.onSchedule;
    this.dropped += tally.dropped;
    this.missed += tally.missed;
  }

  tally(): PhaseTally {
    return {
      arrivals: this.arrivals,
      onSchedule: this.onSchedule,
      succeeded: this.latency.count,
      failed: this.failed,
      dropped: this.dropped,
      missed: this.missed,
      errors: Object.fromEntries(this.errors),
      latency: this.latency.encode(),
      lateness: this.lateness.encode(),
    };
  }
}
