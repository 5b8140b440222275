import type { Worker } from 'node:worker_threads';
import { TaskCancelled } from './cancellation.ts';
import {
  TaskRefused,
  type ResultOf,
  type Task,
  type TaskMessage,
  type TaskOptions,
  type WorkerMessage,
} from './tasks.ts';

/** A cancelled computation that has not looked at its flag by then is ended with its thread. */
const TERMINATE_AFTER_MS = 100;

/** Gives one task to an idle worker thread and waits for its result; rejects as `WorkerPool.run`. */
export function runOnWorker<T extends Task>(
  worker: Worker,
  task: T,
  options: TaskOptions,
): Promise<ResultOf<T>> {
  const { onProgress, signal, transfer = [] } = options;
  const cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  return new Promise((resolve, reject) => {
    let terminate: NodeJS.Timeout | undefined;
    const settle = (): void => {
      clearTimeout(terminate);
      signal?.removeEventListener('abort', abort);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    const fail = (error: Error): void => {
      settle();
      reject(signal?.aborted === true ? new TaskCancelled() : error);
    };
    const onMessage = (message: WorkerMessage): void => {
      if (message.type === 'progress') {
        onProgress?.(message.fraction);
      } else if (message.type === 'failed') {
        fail(errorOf(message));
      } else {
        settle();
        // The worker answers a task of kind T with a result of kind T: one `switch` in run-task.ts sees to it.
        resolve(message.result as ResultOf<T>);
      }
    };
    const onError = (error: Error): void => fail(error);
    const onExit = (): void => fail(new Error('the worker thread ended before its task was done'));
    const abort = (): void => {
      Atomics.store(cancelled, 0, 1);
      terminate = setTimeout(() => void worker.terminate(), TERMINATE_AFTER_MS);
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    signal?.addEventListener('abort', abort, { once: true });
    const message: TaskMessage = { task, cancelled };
    worker.postMessage(message, transfer);
  });
}

function errorOf(message: Extract<WorkerMessage, { type: 'failed' }>): Error {
  if (message.refusal !== null) {
    return new TaskRefused(message.refusal.code, message.message, message.refusal.pointer);
  }
  const error = new Error(message.message);
  error.stack = message.stack;
  return error;
}
