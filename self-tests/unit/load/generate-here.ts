import { Clock } from '../../../load/engine/clock.ts';
import type { Flow } from '../../../load/engine/flow.ts';
import { generate } from '../../../load/engine/generator.ts';
import type { Offer } from '../../../load/engine/offer.ts';
import type { SecondTally } from '../../../load/figures/second-tally.ts';
import { assemble } from '../../../load/measurement/assemble.ts';
import type { Measurement } from '../../../load/measurement/measurement.ts';
import { Seconds } from '../../../load/threads/seconds.ts';

/** Measures a flow that is a function, with one generator on this thread. */
export async function generateHere(
  flow: Flow,
  offer: Pick<Offer, 'arrivals'> & Partial<Offer>,
  signal: AbortSignal = new AbortController().signal,
): Promise<Measurement> {
  const whole = { maxInFlight: 1_000, drainMs: 10_000, ...offer };
  const seconds = new Seconds(1);
  const tally = await generate({
    offer: whole,
    share: { index: 0, of: 1 },
    flow,
    clock: new Clock(Date.now() + 5),
    signal,
    onSecond: (second: SecondTally) => void seconds.add(second),
  });
  return assemble({
    question: 'Does the engine tell the truth?',
    offer: whole,
    tallies: [tally],
    operations: [],
    seconds: seconds.figures,
    target: [],
    machine: { busy: 0, strangers: null },
    aborted: signal.aborted ? 'aborted' : null,
  });
}
