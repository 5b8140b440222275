import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';

/** How long the target may take for an answer, in milliseconds. */
const PATIENCE_MS = 10_000;

/** One bare connection to the target, for what no HTTP client would send: nothing is added, normalised or refused. */
export class WireConnection {
  readonly #socket: net.Socket;
  #received = '';
  #ended = false;

  private constructor(socket: net.Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => (this.#received += chunk));
    socket.on('close', () => (this.#ended = true));
    // A target that cuts the connection is an answer too.
    socket.on('error', () => undefined);
  }

  /** Connects to the target at `baseUrl` (its origin). Throws when nobody listens there. */
  static async open(baseUrl: string): Promise<WireConnection> {
    const { protocol, hostname, port } = new URL(baseUrl);
    const secure = protocol === 'https:';
    const place = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (secure ? 443 : 80)) };
    const socket = secure ? tls.connect({ ...place, servername: hostname }) : net.connect(place);
    await once(socket, secure ? 'secureConnect' : 'connect');
    return new WireConnection(socket);
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
