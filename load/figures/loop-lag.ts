import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Percentiles } from './duration-histogram.ts';

const RESOLUTION_MS = 5;
const NANOSECONDS = 1e6;

/** Watches how late this thread's event loop runs. */
export class LoopLagWatch {
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  start(): void {
    this.#delay.reset();
    this.#delay.enable();
  }

  /** Delay beyond the sampling interval since `start`, in milliseconds; all null where the loop has not come round yet. */
  read(): Percentiles {
    if (this.#delay.count === 0) return { p50: null, p90: null, p95: null, p99: null, max: null };
    const at = (percent: number): number =>
      Math.max(0, this.#delay.percentile(percent) / NANOSECONDS - RESOLUTION_MS);
    return { p50: at(50), p90: at(90), p95: at(95), p99: at(99), max: at(100) };
  }

  stop(): Percentiles {
    this.#delay.disable();
    return this.read();
  }
}
