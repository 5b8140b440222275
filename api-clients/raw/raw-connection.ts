import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { answersIn, type RawAnswer } from './raw-answer.ts';

/** What came of bytes that were sent as they are. */
export interface RawOutcome {
  answers: RawAnswer[];
  /** Whether the target closed the connection. */
  closed: boolean;
}

export interface RawOptions {
  /** Stop listening after that many answers; without it, when the target closes. */
  answers?: number;
  /** Milliseconds after which it counts as left open. */
  patienceMs?: number;
}

/** Opens a connection to the target at `baseUrl` (its origin), by TLS where that is https. */
export function openConnection(baseUrl: string): Socket {
  const { protocol, hostname, port } = new URL(baseUrl);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (protocol === 'https:') return connectTls({ host, port: Number(port || 443), servername: host });
  return connectTcp({ host, port: Number(port || 80) });
}

/**
 * Sends bytes on a connection of their own and listens until the target closes it, the wanted answers are there or
 * patience ends. Throws when the target cannot be reached.
 */
export function sendRaw(
  baseUrl: string,
  bytes: Buffer,
  { answers: wanted = Number.POSITIVE_INFINITY, patienceMs = 3_000 }: RawOptions = {},
): Promise<RawOutcome> {
  return new Promise((resolve, reject) => {
    const socket = openConnection(baseUrl);
    let received = Buffer.alloc(0);
    let isConnected = false;
    const finish = (closed: boolean) => {
      clearTimeout(patience);
      socket.destroy();
      resolve({ answers: answersIn(received), closed });
    };
    const patience = setTimeout(() => finish(false), patienceMs);
    socket.once('connect', () => {
      isConnected = true;
      socket.write(bytes);
    });
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (answersIn(received).length >= wanted) finish(false);
    });
    socket.once('end', () => finish(true));
    socket.on('error', (error) => {
      // A target that closes while it is still being written to resets the connection: closed all the same.
      if (isConnected) finish(true);
      else reject(error);
    });
  });
}
