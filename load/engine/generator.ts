import { setMaxListeners } from 'node:events';
import type { Share } from '../arrivals/arrival-stream.ts';
import type { Percentiles } from '../figures/duration-histogram.ts';
import { LoopLagWatch } from '../figures/loop-lag.ts';
import type { PhaseTally } from '../figures/phase-tally.ts';
import type { SecondTally } from '../figures/second-tally.ts';
import { letUsersIn } from './closed-model.ts';
import { type Clock, pause } from './clock.ts';
import type { Flow } from './flow.ts';
import { boundOf, type Offer, stretchesOf } from './offer.ts';
import { offerArrivals } from './open-model.ts';
import { Visits } from './visits.ts';

const SECOND_MS = 1000;

/** What one generator counted, as it goes from thread to thread. */
export interface GeneratorTally {
  phases: PhaseTally[];
  /** Of the generator's own thread, from the end of the warm-up to the end of the last phase. */
  loopLagMs: Percentiles;
  /** When it ended, in milliseconds from the beginning. */
  endedMs: number;
}

interface Options {
  offer: Offer;
  share: Share;
  flow: Flow;
  clock: Clock;
  signal: AbortSignal;
  /** Called at the end of each second. */
  onSecond?: (second: SecondTally) => void;
}

/**
 * Offers one share of a load on the calling thread and counts what becomes of it. Ends early, with what was counted so far, when
 * `signal` is aborted.
 */
export async function generate({
  offer,
  share,
  flow,
  clock,
  signal,
  onSecond,
}: Options): Promise<GeneratorTally> {
  const stretches = stretchesOf(offer.arrivals);
  const phaseEnds = endsOf(stretches.map(({ durationMs }) => durationMs));
  const endMs = phaseEnds.at(-1) ?? 0;
  const warmUpMs = phaseEnds[stretches.findIndex(({ counted }) => counted) - 1] ?? 0;
  const visits = new Visits({ flow, clock, phaseEnds, maxInFlight: boundOf(offer, share) });
  const lag = new LoopLagWatch();
  const over = new AbortController();
  // Each user of a closed model waits on it.
  setMaxListeners(0, signal);
  await pause(-clock.now(), signal);
  const watching = watchLag(lag, warmUpMs - clock.now(), AbortSignal.any([signal, over.signal]));
  const counting = countSeconds(visits, clock, over.signal, onSecond);

  const { arrivals, drainMs } = offer;
  if ('phases' in arrivals) await offerArrivals({ plan: arrivals, share, clock, visits, drainMs, signal });
  else await letUsersIn({ users: arrivals, share, clock, visits, signal });

  await pause(endMs - clock.now(), signal);
  const endedMs = Math.min(endMs, clock.now());
  const loopLagMs = lag.stop();
  await visits.drain(drainMs, signal);
  if (signal.aborted) visits.abandon();
  over.abort();
  await Promise.all([watching, counting]);
  return { phases: visits.tallies(), loopLagMs, endedMs };
}

async function watchLag(lag: LoopLagWatch, delayMs: number, signal: AbortSignal): Promise<void> {
  await pause(delayMs, signal);
  if (!signal.aborted) lag.start();
}

async function countSeconds(
  visits: Visits,
  clock: Clock,
  over: AbortSignal,
  onSecond: Options['onSecond'],
): Promise<void> {
  for (let second = 1; !over.aborted; second += 1) {
    await pause(second * SECOND_MS - clock.now(), over);
    onSecond?.(visits.closeSecond());
  }
}

function endsOf(durations: readonly number[]): number[] {
  let end = 0;
  return durations.map((duration) => (end += duration));
}
