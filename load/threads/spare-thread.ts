import { Worker } from 'node:worker_threads';

/** Starts a thread that loads the code of a generator and then waits for its task. */
export function startThread(): Worker {
  const thread = new Worker(new URL('generator-thread.mjs', import.meta.url));
  // Who takes it hears of its death; until then nobody does, and an error that nobody hears ends the process.
  thread.on('error', () => undefined);
  thread.setMaxListeners(0);
  return thread;
}

/** Keeps one thread loaded ahead: that takes nearly a second, in which a test can make its data. */
export class SpareThread {
  #thread: Worker | null = null;

  /** Begins to load one, unless there is one. */
  prepare(): void {
    this.#thread ??= startThread();
  }

  /** The one that is there, or else a new one; from now on the caller's to end. */
  take(): Worker {
    const thread = this.#thread ?? startThread();
    this.#thread = null;
    return thread;
  }

  async end(): Promise<void> {
    await this.#thread?.terminate();
    this.#thread = null;
  }
}
