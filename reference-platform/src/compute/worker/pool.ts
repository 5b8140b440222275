import { Worker } from 'node:worker_threads';
import { TaskCancelled } from './cancellation.ts';
import { runOnWorker } from './conversation.ts';
import type { ResultOf, Task, TaskOptions } from './tasks.ts';

type Start = (worker: Worker) => void;

/**
 * A bounded number of worker threads, started when they are first needed. Tasks beyond it wait in order.
 * A thread that dies or is ended takes only its own task with it.
 */
export class WorkerPool {
  readonly #entry: URL;
  readonly #size: number;
  readonly #workers = new Set<Worker>();
  readonly #idle: Worker[] = [];
  readonly #waiting: Start[] = [];
  #closed = false;

  /** `entry` is the bundled worker script; `size` the most threads at once. */
  constructor(entry: URL, size: number) {
    this.#entry = entry;
    this.#size = size;
  }

  /** Runs a task. Rejects with TaskRefused (a reason for the caller), TaskCancelled (the signal), or Error. */
  async run<T extends Task>(task: T, options: TaskOptions = {}): Promise<ResultOf<T>> {
    const worker = await this.#worker(options.signal);
    try {
      return await runOnWorker(worker, task, options);
    } finally {
      this.#giveBack(worker);
    }
  }

  /** Ends every thread; the tasks under way reject, those that wait are cancelled. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  /** An idle worker, or a new one, or else the next that becomes free. */
  #worker(signal: AbortSignal | undefined): Promise<Worker> {
    if (this.#closed || signal?.aborted === true) return Promise.reject(new TaskCancelled());
    const free = this.#idle.pop() ?? (this.#workers.size < this.#size ? this.#startWorker() : undefined);
    if (free !== undefined) return Promise.resolve(free);
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(start), 1);
        reject(new TaskCancelled());
      };
      const start: Start = (worker) => {
        signal?.removeEventListener('abort', giveUp);
        resolve(worker);
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(start);
    });
  }

  #startWorker(): Worker {
    const worker = new Worker(this.#entry);
    this.#workers.add(worker);
    worker.on('exit', () => {
      this.#workers.delete(worker);
      const position = this.#idle.indexOf(worker);
      if (position >= 0) this.#idle.splice(position, 1);
    });
    // The conversation rejects with the error; without any listener it would end the process.
    worker.on('error', () => undefined);
    return worker;
  }

  #giveBack(worker: Worker): void {
    const next = this.#waiting.shift();
    if (this.#workers.has(worker)) {
      if (next === undefined) this.#idle.push(worker);
      else next(worker);
    } else if (next !== undefined && !this.#closed) {
      next(this.#startWorker());
    }
  }
}
