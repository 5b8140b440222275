import { parentPort } from 'node:worker_threads';
import { watchedProgress } from './cancellation.ts';
import { runTask } from './run-task.ts';
import { TaskRefused, type TaskMessage, type WorkerMessage } from './tasks.ts';

// Entry of a worker thread: one task at a time, each answered by exactly one message "done" or "failed".

if (parentPort === null) throw new Error('this script runs in a worker thread');
const port = parentPort;

port.on('message', ({ task, cancelled }: TaskMessage) => {
  const send = (message: WorkerMessage, transfer: ArrayBuffer[] = []): void => {
    port.postMessage(message, transfer);
  };
  const progress = watchedProgress(cancelled, (fraction) => send({ type: 'progress', fraction }));
  runTask(task, progress).then(
    (result) => send({ type: 'done', result }),
    (error: unknown) => {
      const failure = error instanceof Error ? error : new Error(String(error));
      send({
        type: 'failed',
        refusal: failure instanceof TaskRefused ? failure.refusal : null,
        message: failure.message,
        stack: failure.stack ?? failure.message,
      });
    },
  );
});
