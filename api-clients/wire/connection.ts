import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connectTo } from './connect.ts';

/** How long the target may take for an answer, in milliseconds. */
const PATIENCE_MS = 10_000;

/** One bare connection to the target, for what no HTTP client would send: nothing is added, normalised or refused. */
export class WireConnection {
  readonly #socket: Socket;
  #received = '';
  #ended = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => (this.#received += chunk));
    socket.on('close', () => (this.#ended = true));
    // A target that cuts the connection is an answer too.
    socket.on('error', () => undefined);
  }

  /** Connects to the target at `baseUrl` (its origin). Throws when nobody listens there. */
  static async open(baseUrl: string): Promise<WireConnection> {
    return new WireConnection(await connectTo(baseUrl));
  }

  /** Whether the connection has ended. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Sends bytes as they are; each character of a text is one byte. */
  write(bytes: string | Buffer): void {
    this.#socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  /** All that came until the target ended the connection, a character a byte. Throws after `patienceMs`. */
  async untilEnd(patienceMs = PATIENCE_MS): Promise<string> {
    if (!this.#ended) await once(this.#socket, 'close', { signal: AbortSignal.timeout(patienceMs) });
    return this.#received;
  }

  /** Cuts the connection. */
  close(): Promise<void> {
    this.#socket.destroy();
    return Promise.resolve();
  }
}
