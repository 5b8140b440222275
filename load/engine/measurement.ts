import type { Percentiles } from './latency.ts';

/** What a workload's counted part came to. */
export interface Measurement {
  question: string;
  /** Arrivals a second that were asked for. */
  offeredRate: number;
  /** Arrivals a second that were started before the schedule ended. */
  reachedRate: number;
  durationMs: number;
  /** Arrivals of the counted part, and what became of them: `arrivals = succeeded + failed + dropped`. */
  arrivals: number;
  succeeded: number;
  failed: number;
  /** Not started, because too many were under way. */
  dropped: number;
  /** Errors by kind, the dropped not among them. */
  errors: Record<string, number>;
  /** `(failed + dropped) / arrivals`. */
  errorRate: number;
  /** Of the arrivals that succeeded, from the *intended* start to the checked answer. */
  latencyMs: Percentiles;
  /** The generator's own faults: start after the intended start, and delay of its event loop. */
  latenessMs: Percentiles;
  loopLagMs: Percentiles;
  /** Share of the time of all cores of the generator's machine that was not idle, 0 to 1. */
  machineBusy: number;
  /** Why the figures say nothing of the target; empty for a valid measurement. */
  invalid: string[];
}

const milliseconds = (value: number | null): string => (value === null ? '–' : `${value.toFixed(1)} ms`);

/** The measurement in a few lines of text. */
export function describeMeasurement(measurement: Measurement): string {
  const { latencyMs, latenessMs, loopLagMs, machineBusy, errors } = measurement;
  const kinds = Object.entries(errors).map(([kind, count]) => `${count} × ${kind}`);
  return [
    measurement.question,
    `  ${measurement.invalid.length === 0 ? 'valid' : `INVALID: ${measurement.invalid.join('; ')}`}`,
    `  rate     offered ${measurement.offeredRate.toFixed(1)}/s, reached ${measurement.reachedRate.toFixed(1)}/s`,
    `  latency  p50 ${milliseconds(latencyMs.p50)}, p90 ${milliseconds(latencyMs.p90)}, p95 ${milliseconds(latencyMs.p95)}, p99 ${milliseconds(latencyMs.p99)}, max ${milliseconds(latencyMs.max)}`,
    `  answers  ${measurement.succeeded} right, ${measurement.failed} failed, ${measurement.dropped} dropped${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}`,
    `  own lag  lateness p99 ${milliseconds(latenessMs.p99)}, event loop p99 ${milliseconds(loopLagMs.p99)}, cores ${(100 * machineBusy).toFixed(0)} % busy`,
  ].join('\n');
}
