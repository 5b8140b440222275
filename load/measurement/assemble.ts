import type { Offer, Stretch } from '../engine/offer.ts';
import { stretchesOf } from '../engine/offer.ts';
import type { GeneratorTally } from '../engine/generator.ts';
import type { Percentiles } from '../figures/duration-histogram.ts';
import type { MachineFigures } from '../figures/machine-watch.ts';
import { OperationCounter, type OperationTally } from '../figures/operation-tally.ts';
import { PhaseCounter } from '../figures/phase-tally.ts';
import type { SecondFigures } from '../figures/second-tally.ts';
import type { TargetSample } from '../target/target-sample.ts';
import type { Measurement, Outcome, PhaseFigures } from './measurement.ts';
import { faultsOf } from './validity.ts';

/** What is known of a run when it is over. */
export interface Run {
  question: string;
  offer: Offer;
  /** One a generator, at least one. */
  tallies: readonly GeneratorTally[];
  operations: readonly OperationTally[];
  seconds: SecondFigures[];
  target: TargetSample[];
  machine: MachineFigures;
  aborted: string | null;
}

/** Joins what the generators of a workload counted into one measurement, and says whether it is valid. */
export function assemble(run: Run): Measurement {
  const stretches = stretchesOf(run.offer.arrivals);
  const endedMs = Math.min(...run.tallies.map((tally) => tally.endedMs));
  const counters = stretches.map((_, phase) => {
    const counter = new PhaseCounter();
    for (const { phases } of run.tallies) {
      const tally = phases[phase];
      if (tally !== undefined) counter.add(tally);
    }
    return counter;
  });
  const phases = phasesOf(stretches, counters, endedMs);
  const counted = phases.filter((phase) => phase.counted && phase.durationMs > 0);
  const operations = new OperationCounter();
  for (const tally of run.operations) operations.add(tally);
  const measured = {
    question: run.question,
    ...whole(
      counted,
      counters.filter((_, phase) => stretches[phase]?.counted === true),
    ),
    phases,
    operations: operations.figures(stretches),
    seconds: run.seconds,
    target: run.target,
    loopLagMs: worst(run.tallies.map(({ loopLagMs }) => loopLagMs)),
    machineBusy: run.machine.busy,
    strangers: run.machine.strangers,
    aborted: run.aborted,
  };
  return { ...measured, invalid: faultsOf(measured) };
}

function phasesOf(
  stretches: readonly Stretch[],
  counters: readonly PhaseCounter[],
  endedMs: number,
): PhaseFigures[] {
  let begin = 0;
  return stretches.flatMap(({ name, durationMs, counted, offeredRate }, phase) => {
    const counter = counters[phase];
    const reachedMs = Math.max(0, Math.min(durationMs, endedMs - begin));
    begin += durationMs;
    if (counter === undefined) return [];
    return [{ name, counted, ...outcomeOf(counter, offeredRate, reachedMs) }];
  });
}

/** All counted phases as one. */
function whole(phases: readonly PhaseFigures[], counters: readonly PhaseCounter[]): Outcome {
  const all = new PhaseCounter();
  for (const counter of counters) all.add(counter.tally());
  const durationMs = phases.reduce((sum, phase) => sum + phase.durationMs, 0);
  const open = phases.every(({ offeredRate }) => offeredRate !== null);
  const offered = phases.reduce((sum, phase) => sum + (phase.offeredRate ?? 0) * phase.durationMs, 0);
  return outcomeOf(all, open && durationMs > 0 ? offered / durationMs : null, durationMs);
}

function outcomeOf(counter: PhaseCounter, offeredRate: number | null, durationMs: number): Outcome {
  const { arrivals, failed, dropped, missed, onSchedule, latency, lateness, errors } = counter;
  return {
    offeredRate,
    reachedRate: durationMs === 0 ? 0 : (onSchedule * 1000) / durationMs,
    durationMs,
    arrivals,
    succeeded: latency.count,
    failed,
    dropped,
    missed,
    errors: Object.fromEntries(errors),
    errorRate: arrivals === 0 ? 0 : (failed + dropped) / arrivals,
    latencyMs: latency.percentiles(),
    latenessMs: lateness.percentiles(),
  };
}

/** The greatest of each percentile. */
function worst(lags: readonly Percentiles[]): Percentiles {
  const greatest = (figure: keyof Percentiles): number | null => {
    const known = lags.map((lag) => lag[figure]).filter((value) => value !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  return {
    p50: greatest('p50'),
    p90: greatest('p90'),
    p95: greatest('p95'),
    p99: greatest('p99'),
    max: greatest('max'),
  };
}
