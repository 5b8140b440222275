import { readExposition, type Series } from './prometheus.ts';
import type { TargetSample } from './target-sample.ts';

/** Counters as they stood at the sample before. */
interface Before {
  atMs: number;
  cpuSeconds: number | null;
  queries: number | null;
}

/** Turns what a target exposes (`/metrics`) into samples; the counters in it into rates since the sample before. */
export class TargetWatch {
  readonly #read: () => Promise<string>;
  readonly #cores: number | null;
  #before: Before | null = null;

  /** `read` gives the exposition as text; `cores` is how many the target's machine has, where that is known. */
  constructor(read: () => Promise<string>, cores: number | null = null) {
    this.#read = read;
    this.#cores = cores;
  }

  /** What the target says of itself now, `atMs` after the beginning of the run. */
  async sample(atMs: number): Promise<TargetSample> {
    const series = readExposition(await this.#read());
    const cpuSeconds = sum(series, /^process_cpu_seconds_total$/);
    const queries = sum(series, /_database_queries_total$/);
    const before = this.#before;
    this.#before = { atMs, cpuSeconds, queries };
    const rate = (now: number | null, then: number | null | undefined): number | null =>
      before === null || now === null || then === null || then === undefined || atMs <= before.atMs
        ? null
        : ((now - then) * 1000) / (atMs - before.atMs);
    const cpuCores = rate(cpuSeconds, before?.cpuSeconds);
    return {
      atMs,
      cpuCores,
      cpuShare: cpuCores === null || this.#cores === null ? null : cpuCores / this.#cores,
      residentBytes: sum(series, /^process_resident_memory_bytes$/),
      loopLagMs: inMilliseconds(loopLag(series)),
      queueDepth: sum(
        series.filter(({ labels }) => labels.status === 'pending'),
        /_queue_depth$/,
      ),
      queriesPerSecond: rate(queries, before?.queries),
    };
  }
}

function valuesOf(series: readonly Series[], name: RegExp): number[] {
  return series.filter((one) => name.test(one.name)).map(({ value }) => value);
}

function sum(series: readonly Series[], name: RegExp): number | null {
  const values = valuesOf(series, name);
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0);
}

/**
 * Of the slowest process, in seconds. What Node tells is the time between two looks, of which the least is the distance at which
 * it looks (10 ms in prom-client): the rest is lag.
 */
function loopLag(series: readonly Series[]): number | null {
  const of = (figure: 'mean' | 'min') =>
    series.filter(({ name }) => name === `nodejs_eventloop_lag_${figure}_seconds`);
  const lags = of('mean').map(({ labels, value }) => {
    const least = of('min').find((one) => JSON.stringify(one.labels) === JSON.stringify(labels));
    return Math.max(0, value - (least?.value ?? 0));
  });
  return lags.length === 0 ? null : Math.max(...lags);
}

const inMilliseconds = (seconds: number | null): number | null => (seconds === null ? null : seconds * 1000);
