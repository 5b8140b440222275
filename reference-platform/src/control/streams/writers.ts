import { problem } from '../../http/problem.ts';

/** Most batches of one stream that wait for each other; more would only wait longer. */
const longestQueue = 64;

/** Lets one batch of a stream in at a time, in the order of arrival, so that what is published is in order too. */
export class StreamWriters {
  readonly #queues = new Map<string, { last: Promise<unknown>; length: number }>();

  /** Runs work when all that came before on this stream has ended. Throws 503 when too much waits already. */
  async run<Result>(streamId: string, work: () => Promise<Result>): Promise<Result> {
    const queue = this.#queues.get(streamId) ?? { last: Promise.resolve(), length: 0 };
    if (queue.length >= longestQueue) throw problem.unavailable(1);
    queue.length += 1;
    const turn = queue.last.then(work);
    queue.last = turn.catch(() => undefined);
    this.#queues.set(streamId, queue);
    try {
      return await turn;
    } finally {
      queue.length -= 1;
      if (queue.length === 0) this.#queues.delete(streamId);
    }
  }
}
