import { type Trend, trendOf } from '../figures/trend.ts';
import type { Measurement } from './measurement.ts';

/** How the target changed while it was kept busy: from the end of the warm-up on. */
export interface Drift {
  /** Bytes a minute. */
  residentBytes: Trend;
  /** Milliseconds a minute, of the median of each second. */
  latencyMs: Trend;
}

/** The drift of a long measurement. Throws where the target did not tell of its memory. */
export function driftOf({ phases, seconds, target }: Measurement): Drift {
  const beginMs = phases
    .slice(
      0,
      phases.findIndex(({ counted }) => counted),
    )
    .reduce((sum, { durationMs }) => sum + durationMs, 0);
  const endMs = phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const counts = (atMs: number): boolean => atMs >= beginMs && atMs <= endMs;
  const memory = target.flatMap(({ atMs, residentBytes }) =>
    residentBytes === null || !counts(atMs) ? [] : [{ atMs, value: residentBytes }],
  );
  if (memory.length === 0) throw new Error('the target did not tell of its memory');
  const latency = seconds.flatMap(({ second, latencyMs: { p50 } }) =>
    p50 === null || !counts(second * 1000) ? [] : [{ atMs: second * 1000, value: p50 }],
  );
  return { residentBytes: trendOf(memory), latencyMs: trendOf(latency) };
}
