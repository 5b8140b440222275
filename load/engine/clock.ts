/** Tells the time of one run, in milliseconds from its beginning, the same on all threads. */
export class Clock {
  readonly #origin: number;

  /** `beginsAt` is the beginning as time of the day, in milliseconds of the Unix epoch. */
  constructor(beginsAt: number) {
    this.#origin = beginsAt - performance.timeOrigin;
  }

  now(): number {
    return performance.now() - this.#origin;
  }
}

/** Waits `delayMs`, or until `signal` is aborted. */
export async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.max(0, delayMs));
    signal.addEventListener('abort', done, { once: true });
  });
}

/** Lets answers be read between starts that are due at once, so that a late generator still hears its target. */
export async function nextTurn(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}
