import type { Measurement, Outcome } from '../../../load/measurement/measurement.ts';

const percentiles = { p50: 10, p90: 15, p95: 20, p99: 30, max: 40 };
const silent = { p50: null, p90: null, p95: null, p99: null, max: null };

const outcome: Outcome = {
  offeredRate: 100,
  reachedRate: 100,
  durationMs: 2_000,
  arrivals: 200,
  succeeded: 198,
  failed: 2,
  dropped: 0,
  missed: 0,
  errors: { 'status 503': 2 },
  errorRate: 0.01,
  latencyMs: percentiles,
  latenessMs: percentiles,
};

/** A valid measurement of two seconds after two of warm-up, in the last of which nothing was answered in time. */
export const MEASUREMENT: Measurement = {
  question: 'Is it fast?',
  ...outcome,
  phases: [
    { name: 'warm-up', counted: false, ...outcome },
    { name: 'constant', counted: true, ...outcome },
  ],
  operations: [],
  seconds: [
    { second: 2, started: 100, succeeded: 100, failed: 0, dropped: 0, inFlight: 3, latencyMs: percentiles },
    { second: 3, started: 100, succeeded: 98, failed: 2, dropped: 0, inFlight: 40, latencyMs: silent },
  ],
  target: [
    {
      atMs: 3_100,
      cpuCores: 1.5,
      cpuShare: 0.75,
      residentBytes: 512 * 1024 * 1024,
      loopLagMs: 12,
      queueDepth: 7,
      queriesPerSecond: null,
    },
  ],
  loopLagMs: percentiles,
  machineBusy: 0.5,
  strangers: null,
  aborted: null,
  invalid: [],
};
