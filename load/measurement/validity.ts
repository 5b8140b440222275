import type { Percentiles } from '../figures/duration-histogram.ts';
import type { Measurement, PhaseFigures } from './measurement.ts';

/**
 * A generator that starts its arrivals later than this measures itself, or the strangers it shares the machine with: a
 * tenth of the 200 ms budget for p95. On a calm machine it is 2 to 5 ms.
 */
const GREATEST_LAG_MS = 20;
/** Below this share of the offered rate, another question was answered than the one asked. */
const LEAST_REACHED_SHARE = 0.99;
/**
 * A target that has to share its cores with more than this of strangers is slow for their sake. On a calm machine it is less
 * than 0.03; two fifths of one core of two turn a p95 of 7 ms into 30.
 */
const GREATEST_STRANGER_SHARE = 0.2;
/** Of fewer answers the p95 is no more than the largest value. */
const LEAST_ARRIVALS = 20;

/** What is looked at to tell whether the generator, and not the target, made the figures. */
type Judged = Pick<Measurement, 'aborted' | 'latenessMs' | 'loopLagMs' | 'arrivals' | 'phases' | 'strangers'>;

/** The reasons for which a measurement says nothing of the target. */
export function faultsOf({ aborted, latenessMs, loopLagMs, arrivals, phases, strangers }: Judged): string[] {
  const counted = phases.filter((phase) => phase.counted && phase.durationMs > 0);
  return [
    ...(aborted === null ? [] : [`it was ended early: ${aborted}`]),
    ...counted.flatMap(shortfall),
    ...above(latenessMs, (late) => `p99 of the arrivals started ${late} late`),
    ...above(loopLagMs, (lag) => `the generator's event loop lagged ${lag} at p99`),
    ...(strangers !== null && strangers > GREATEST_STRANGER_SHARE
      ? [
          `processes without a part in the run took ${percent(strangers)} of the cores (limit ${percent(GREATEST_STRANGER_SHARE)}): end them, or measure elsewhere`,
        ]
      : []),
    ...(arrivals < LEAST_ARRIVALS
      ? [`only ${arrivals} arrivals were counted (at least ${LEAST_ARRIVALS})`]
      : []),
  ];
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** What was dropped was meant to start in time: the target kept too many waiting, and it counts as errors. */
function shortfall({ name, offeredRate, reachedRate, dropped, durationMs }: PhaseFigures): string[] {
  if (offeredRate === null) return [];
  const kept = reachedRate + (dropped * 1000) / durationMs;
  if (kept >= offeredRate * LEAST_REACHED_SHARE) return [];
  return [`${name}: reached ${reachedRate.toFixed(1)}/s of ${offeredRate.toFixed(1)}/s offered`];
}

function above({ p99 }: Percentiles, say: (milliseconds: string) => string): string[] {
  if (p99 === null || p99 <= GREATEST_LAG_MS) return [];
  return [`${say(`${p99.toFixed(0)} ms`)} (limit ${GREATEST_LAG_MS} ms)`];
}
