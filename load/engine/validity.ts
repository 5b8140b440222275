import type { Measurement } from './measurement.ts';

/**
 * A generator that starts its arrivals later than this measures itself, or the strangers it shares the machine with: a
 * tenth of the 200 ms budget for p95. On a calm machine it is 2 to 5 ms.
 */
const GREATEST_LAG_MS = 20;
/** Below this share of the offered rate, another question was answered than the one asked. */
const LEAST_REACHED_SHARE = 0.99;
/** Of fewer answers the p95 is no more than the largest value. */
const LEAST_ARRIVALS = 20;

/** The reasons for which a measurement says nothing of the target. */
export function faultsOf(measurement: Omit<Measurement, 'invalid'>): string[] {
  const { offeredRate, reachedRate, latenessMs, loopLagMs, arrivals } = measurement;
  return [
    ...(reachedRate < offeredRate * LEAST_REACHED_SHARE
      ? [`reached ${reachedRate.toFixed(1)}/s of ${offeredRate.toFixed(1)}/s offered`]
      : []),
    ...((latenessMs.p99 ?? 0) > GREATEST_LAG_MS
      ? [
          `p99 of the arrivals started ${latenessMs.p99?.toFixed(0) ?? '?'} ms late (limit ${GREATEST_LAG_MS})`,
        ]
      : []),
    ...((loopLagMs.p99 ?? 0) > GREATEST_LAG_MS
      ? [
          `the generator's event loop lagged ${loopLagMs.p99?.toFixed(0) ?? '?'} ms at p99 (limit ${GREATEST_LAG_MS})`,
        ]
      : []),
    ...(arrivals < LEAST_ARRIVALS
      ? [`only ${arrivals} arrivals were counted (at least ${LEAST_ARRIVALS})`]
      : []),
  ];
}
