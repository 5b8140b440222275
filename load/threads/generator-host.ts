import type { Worker } from 'node:worker_threads';
import type { FromThread, ThreadTally, ThreadTask, ToThread } from './messages.ts';

/** How long a thread that was told to stop may take to hand over its figures. */
const ABORT_GRACE_MS = 2_000;

/** `threadId` of a thread that has ended. */
const ENDED = -1;
const DIED = 'the thread of the load generator ended before its time';

interface Options {
  /** A thread that waits for its task. */
  thread: Worker;
  task: ThreadTask;
  onSecond: (message: Extract<FromThread, { kind: 'second' }>) => void;
}

/** A generator on a thread of its own, seen from the thread that asked for it. */
export class GeneratorHost {
  readonly #worker: Worker;
  /** Resolves when its flows are prepared; rejects where one cannot be. */
  readonly ready: Promise<void>;
  /** What it counted; `null` of a thread that had to be ended. Rejects where the thread dies. */
  readonly done: Promise<ThreadTally[] | null>;
  #giveUp: (() => void) | null = null;

  constructor({ thread, task, onSecond }: Options) {
    this.#worker = thread;
    this.ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (message: FromThread) => {
        if (message.kind === 'ready') resolve();
      });
      this.#onDeath(reject);
    });
    this.done = new Promise((resolve, reject) => {
      this.#worker.on('message', (message: FromThread) => {
        if (message.kind === 'done') resolve(message.tallies);
        else if (message.kind === 'second') onSecond(message);
      });
      this.#giveUp = () => resolve(null);
      this.#onDeath(reject);
    });
    // Each is awaited in its turn, and a thread that dies rejects both.
    this.ready.catch(() => undefined);
    this.done.catch(() => undefined);
    this.#say({ kind: 'task', task });
  }

  #onDeath(reject: (error: Error) => void): void {
    // One that has ended already says so no more.
    if (this.#worker.threadId === ENDED) reject(new Error(DIED));
    this.#worker.on('error', reject);
    this.#worker.on('exit', () => reject(new Error(DIED)));
  }

  begin(beginsAt: number): void {
    this.#say({ kind: 'begin', beginsAt });
  }

  /** Has it break everything off. One that does not hear is ended. */
  abort(): void {
    this.#say({ kind: 'abort' });
    setTimeout(() => this.#giveUp?.(), ABORT_GRACE_MS).unref();
  }

  /** Ends the thread, whatever it is doing. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #say(message: ToThread): void {
    this.#worker.postMessage(message);
  }
}
