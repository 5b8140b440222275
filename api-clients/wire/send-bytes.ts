import { answersIn, type WireAnswer } from './answer.ts';
import { connectTo } from './connect.ts';

/** What came of bytes that were sent as they are. */
export interface WireOutcome {
  answers: WireAnswer[];
  /** Whether the target closed the connection. */
  closed: boolean;
}

export interface WireOptions {
  /** Stop listening after that many answers; without it, when the target closes. */
  answers?: number;
  /** Milliseconds after which it counts as left open. */
  patienceMs?: number;
}

/**
 * Sends bytes on a connection of their own and listens until the target closes it, the wanted answers are there or
 * patience ends. Throws when the target cannot be reached.
 */
export async function sendBytes(
  baseUrl: string,
  bytes: Buffer,
  { answers: wanted = Number.POSITIVE_INFINITY, patienceMs = 3_000 }: WireOptions = {},
): Promise<WireOutcome> {
  const socket = await connectTo(baseUrl);
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const finish = (closed: boolean) => {
      clearTimeout(patience);
      socket.destroy();
      resolve({ answers: answersIn(received), closed });
    };
    const patience = setTimeout(() => finish(false), patienceMs);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (answersIn(received).length >= wanted) finish(false);
    });
    socket.once('end', () => finish(true));
    // A target that closes while it is still being written to resets the connection: closed all the same.
    socket.on('error', () => finish(true));
    socket.write(bytes);
  });
}
