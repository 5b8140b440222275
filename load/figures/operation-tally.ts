import type { Exchange, ExchangeRecorder } from '../../api-clients/http/exchange.ts';
import { DurationHistogram, type Percentiles } from './duration-histogram.ts';

/** What the answers of one operation to one actor came to, in one phase; durations count from sending. */
export interface OperationTally {
  operation: string;
  actor: string;
  /** Index of the phase in which the answers came. */
  phase: number;
  answers: number;
  statuses: Record<number, number>;
  bytesSent: number;
  bytesReceived: number;
  duration: string;
}

/** The same of all generators. */
export interface OperationFigures extends Omit<OperationTally, 'duration' | 'phase'> {
  /** Name of the phase. */
  phase: string;
  durationMs: Percentiles;
}

interface Counter extends Omit<OperationTally, 'duration'> {
  duration: DurationHistogram;
}

/** Counts every exchange by operation, actor and phase. */
export class OperationCounter implements ExchangeRecorder {
  readonly #counters = new Map<string, Counter>();
  readonly #phase: () => number;

  /** `phase` says in which phase it is now. */
  constructor(phase: () => number = () => 0) {
    this.#phase = phase;
  }

  record({ operationId, actor, status, durationMs, bodyText, requestBody }: Exchange): void {
    const counter = this.#counterOf(operationId, actor, this.#phase());
    counter.answers += 1;
    counter.statuses[status] = (counter.statuses[status] ?? 0) + 1;
    counter.bytesReceived += Buffer.byteLength(bodyText);
    counter.bytesSent += requestBody === null ? 0 : Buffer.byteLength(requestBody);
    counter.duration.record(durationMs);
  }

  /** Takes in what another generator counted. */
  add(tally: OperationTally): void {
    const counter = this.#counterOf(tally.operation, tally.actor, tally.phase);
    counter.answers += tally.answers;
    for (const [status, count] of Object.entries(tally.statuses)) {
      counter.statuses[Number(status)] = (counter.statuses[Number(status)] ?? 0) + count;
    }
    counter.bytesSent += tally.bytesSent;
    counter.bytesReceived += tally.bytesReceived;
    counter.duration.add(DurationHistogram.decode(tally.duration));
  }

  tallies(): OperationTally[] {
    return [...this.#counters.values()].map((counter) => ({
      ...counter,
      duration: counter.duration.encode(),
    }));
  }

  /** What it came to, with the phases by name. */
  figures(phases: readonly { name: string }[]): OperationFigures[] {
    return [...this.#counters.values()].map(({ duration, phase, ...counts }) => ({
      ...counts,
      phase: phases[phase]?.name ?? '',
      durationMs: duration.percentiles(),
    }));
  }

  #counterOf(operation: string, actor: string, phase: number): Counter {
    const key = `${operation} ${actor} ${phase}`;
    const known = this.#counters.get(key);
    if (known !== undefined) return known;
    const counter: Counter = {
      operation,
      actor,
      phase,
      answers: 0,
      statuses: {},
      bytesSent: 0,
      bytesReceived: 0,
      duration: new DurationHistogram(),
    };
    this.#counters.set(key, counter);
    return counter;
  }
}
