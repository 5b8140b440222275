import type { Arrival } from '../arrivals/arrival-stream.ts';
import { errorKind } from '../figures/error-kind.ts';
import { PhaseCounter, type PhaseTally } from '../figures/phase-tally.ts';
import { SecondCounter, type SecondTally } from '../figures/second-tally.ts';
import { type Clock, pause } from './clock.ts';
import type { Flow } from './flow.ts';

/** A start this much after the end of its phase still belongs to it. */
const GRACE_MS = 20;

interface Options {
  flow: Flow;
  clock: Clock;
  /** End of each phase, in milliseconds from the beginning. */
  phaseEnds: readonly number[];
  /** More than these are not started. */
  maxInFlight: number;
}

/** Runs the flow of each arrival and counts what becomes of it. */
export class Visits {
  readonly #flow: Flow;
  readonly #clock: Clock;
  readonly #phaseEnds: readonly number[];
  readonly #phases: PhaseCounter[];
  readonly #second = new SecondCounter();
  readonly #maxInFlight: number;
  readonly #openInPhase: number[];
  #inFlight = 0;
  #allDone: (() => void) | null = null;
  #closed = false;

  constructor({ flow, clock, phaseEnds, maxInFlight }: Options) {
    this.#flow = flow;
    this.#clock = clock;
    this.#phaseEnds = phaseEnds;
    this.#maxInFlight = maxInFlight;
    this.#phases = phaseEnds.map(() => new PhaseCounter());
    this.#openInPhase = phaseEnds.map(() => 0);
  }

  /** Starts an arrival, or drops it where too many are under way. Resolves when it is over; never throws. */
  async start({ index, intendedMs, phase }: Arrival): Promise<void> {
    const counter = this.#counterOf(phase);
    counter.arrivals += 1;
    if (this.#inFlight >= this.#maxInFlight) {
      counter.dropped += 1;
      this.#second.dropped += 1;
      return;
    }
    const startedMs = this.#clock.now();
    if (startedMs <= (this.#phaseEnds[phase] ?? 0) + GRACE_MS) counter.onSchedule += 1;
    counter.lateness.record(startedMs - intendedMs);
    this.#second.started += 1;
    this.#open(phase, 1);
    try {
      await this.#flow(index, phase);
      if (!this.#closed) this.#succeed(counter, this.#clock.now() - intendedMs);
    } catch (error) {
      if (!this.#closed) this.#fail(counter, errorKind(error));
    } finally {
      this.#open(phase, -1);
    }
  }

  /** Counts an arrival that the generator is too late for. */
  miss(phase: number): void {
    const counter = this.#counterOf(phase);
    counter.arrivals += 1;
    counter.missed += 1;
  }

  /** What the last second came to. */
  closeSecond(): SecondTally {
    return this.#second.close(this.#inFlight);
  }

  /** Waits for what is under way, `drainMs` at the most; the rest counts as unfinished, whatever becomes of it. */
  async drain(drainMs: number, signal: AbortSignal): Promise<void> {
    if (this.#inFlight > 0) {
      const done = new AbortController();
      this.#allDone = () => done.abort();
      await pause(drainMs, AbortSignal.any([signal, done.signal]));
    }
    if (signal.aborted) return;
    this.#closed = true;
    this.#openInPhase.forEach((open, phase) => {
      if (open === 0) return;
      this.#counterOf(phase).fail('unfinished', open);
      this.#second.failed += open;
    });
  }

  /** Forgets what is under way: it was cut short and says nothing of the target. */
  abandon(): void {
    this.#closed = true;
    this.#openInPhase.forEach((open, phase) => {
      this.#counterOf(phase).arrivals -= open;
    });
  }

  tallies(): PhaseTally[] {
    return this.#phases.map((phase) => phase.tally());
  }

  #succeed(counter: PhaseCounter, latencyMs: number): void {
    counter.latency.record(latencyMs);
    this.#second.succeed(latencyMs);
  }

  #fail(counter: PhaseCounter, kind: string): void {
    counter.fail(kind);
    this.#second.failed += 1;
  }

  #open(phase: number, change: 1 | -1): void {
    this.#inFlight += change;
    this.#openInPhase[phase] = (this.#openInPhase[phase] ?? 0) + change;
    if (this.#inFlight === 0) this.#allDone?.();
  }

  #counterOf(phase: number): PhaseCounter {
    const counter = this.#phases[phase];
    if (counter === undefined) throw new RangeError(`there is no phase ${phase}`);
    return counter;
  }
}
