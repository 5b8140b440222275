import { LatencyHistogram } from './latency-histogram.ts';

/** Answers of the last `slots` stretches of `slotMs` each; what is older is forgotten. Times are in milliseconds. */
export class RollingWindow {
  readonly #slotMs: number;
  readonly #slots: number;
  readonly #histograms = new Map<number, LatencyHistogram>();

  constructor(slotMs: number, slots: number) {
    this.#slotMs = slotMs;
    this.#slots = slots;
  }

  /** How far back it reaches, in milliseconds. */
  get reachMs(): number {
    return this.#slotMs * this.#slots;
  }

  record(now: number, status: number, milliseconds: number): void {
    const slot = Math.floor(now / this.#slotMs);
    let histogram = this.#histograms.get(slot);
    if (histogram === undefined) {
      this.#forgetBefore(slot - this.#slots);
      histogram = new LatencyHistogram();
      this.#histograms.set(slot, histogram);
    }
    histogram.record(status, milliseconds);
  }

  /** What was answered within `windowMs` before now, rounded up to whole slots. */
  since(now: number, windowMs: number): LatencyHistogram {
    const sum = new LatencyHistogram();
    const first = Math.floor((now - windowMs) / this.#slotMs);
    for (const [slot, histogram] of this.#histograms) if (slot >= first) sum.add(histogram);
    return sum;
  }

  #forgetBefore(first: number): void {
    for (const slot of this.#histograms.keys()) if (slot <= first) this.#histograms.delete(slot);
  }
}
