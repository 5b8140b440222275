import { constantArrivals } from './arrivals.ts';
import { errorKind } from './errors.ts';
import { DurationHistogram } from './latency.ts';
import { LoopLagWatch } from './loop-lag.ts';
import { MachineWatch } from './machine-watch.ts';
import type { Measurement } from './measurement.ts';
import { faultsOf } from './validity.ts';
import { LEAST_WARM_UP_MS, type Workload } from './workload.ts';

/** Arrivals that are started in one turn of the event loop at most. */
const STARTS_BETWEEN_TURNS = 4;

/** What is counted while a workload runs; the warm-up's arrivals never come here. */
class Tally {
  readonly latency = new DurationHistogram();
  readonly lateness = new DurationHistogram();
  readonly errors: Record<string, number> = {};
  startedOnSchedule = 0;
  succeeded = 0;
  failed = 0;
  dropped = 0;

  fail(kind: string, count = 1): void {
    this.failed += count;
    this.errors[kind] = (this.errors[kind] ?? 0) + count;
  }
}

/**
 * Offers a workload and measures it. Arrivals are scheduled ahead and started on time whatever the target does, and
 * latency counts from the intended start, so that a stall is not hidden (coordinated omission). The generator runs on
 * the calling thread and watches itself: a measurement that it spoilt is marked invalid. Ends early when `signal` is
 * aborted, with the measurement marked invalid.
 */
export async function measure(workload: Workload, signal?: AbortSignal): Promise<Measurement> {
  const { ratePerSecond, warmUpMs, durationMs, flow, maxInFlight = 1_000, drainMs = 10_000 } = workload;
  if (warmUpMs < LEAST_WARM_UP_MS) throw new RangeError(`a warm-up lasts at least ${LEAST_WARM_UP_MS} ms`);
  const endMs = warmUpMs + durationMs;
  const arrivals = constantArrivals(ratePerSecond, endMs);
  const tally = new Tally();
  const lag = new LoopLagWatch();
  const machine = new MachineWatch();
  const underWay = new Set<Promise<void>>();
  const origin = performance.now();
  let countedUnderWay = 0;
  let lagging = false;

  const arrive = (index: number, intendedMs: number): void => {
    const startedMs = performance.now() - origin;
    const counted = intendedMs >= warmUpMs;
    if (underWay.size >= maxInFlight) {
      if (counted) tally.dropped += 1;
      return;
    }
    if (counted) {
      if (startedMs <= endMs) tally.startedOnSchedule += 1;
      tally.lateness.record(startedMs - intendedMs);
      countedUnderWay += 1;
    }
    const running = flow(index)
      .then(
        () => {
          if (!counted) return;
          tally.succeeded += 1;
          tally.latency.record(performance.now() - origin - intendedMs);
        },
        (error: unknown) => {
          if (counted) tally.fail(errorKind(error));
        },
      )
      .finally(() => {
        underWay.delete(running);
        if (counted) countedUnderWay -= 1;
      });
    underWay.add(running);
  };

  let next = 0;
  while (next < arrivals.length && signal?.aborted !== true) {
    const due = arrivals[next] ?? 0;
    const now = performance.now() - origin;
    if (now > endMs + drainMs) break;
    if (now >= warmUpMs && !lagging) {
      lagging = true;
      lag.start();
      machine.start();
    }
    if (due > now) {
      await pause(due - now, signal);
    } else {
      arrive(next, due);
      next += 1;
      if (next % STARTS_BETWEEN_TURNS === 0) await nextTurn();
    }
  }
  tally.dropped += arrivals.slice(next).filter((intended) => intended >= warmUpMs).length;

  const loopLagMs = lag.stop();
  const machineBusy = machine.stop();
  const drained = new AbortController();
  await Promise.race([
    Promise.all(underWay),
    pause(drainMs, signal === undefined ? drained.signal : AbortSignal.any([signal, drained.signal])),
  ]);
  drained.abort();
  const counted = arrivals.filter((intended) => intended >= warmUpMs).length;
  const unfinished = countedUnderWay;
  if (unfinished > 0) tally.fail('unfinished', unfinished);

  const measured = {
    question: workload.question,
    offeredRate: ratePerSecond,
    reachedRate: (tally.startedOnSchedule * 1000) / durationMs,
    durationMs,
    arrivals: counted,
    succeeded: tally.succeeded,
    failed: tally.failed,
    dropped: tally.dropped,
    errors: { ...tally.errors },
    errorRate: counted === 0 ? 0 : (tally.failed + tally.dropped) / counted,
    latencyMs: tally.latency.percentiles(),
    latenessMs: tally.lateness.percentiles(),
    loopLagMs,
    machineBusy,
  };
  return { ...measured, invalid: [...(signal?.aborted === true ? ['aborted'] : []), ...faultsOf(measured)] };
}

/** Lets answers be read between starts that are due at once, so that a late generator still hears its target. */
async function nextTurn(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}

async function pause(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.max(0, delayMs));
    signal?.addEventListener('abort', done, { once: true });
  });
}
