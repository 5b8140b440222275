import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way over TCP to a port of this machine that can be cut and mended. */
export class SeverableLink {
  /** Where the link is reached on 127.0.0.1, the same after it was mended. */
  readonly port: number;
  readonly #to: number;
  readonly #sockets = new Set<Socket>();
  #server: Server;
  #isCut = false;

  private constructor(server: Server, port: number, to: number) {
    this.#server = server;
    this.port = port;
    this.#to = to;
    server.on('connection', (client) => this.#carry(client));
  }

  /** A link to a port, open. */
  static async to(port: number): Promise<SeverableLink> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return new SeverableLink(server, address.port, port);
  }

  /** Ends every connection and refuses new ones, where it does not already. */
  async cut(): Promise<void> {
    if (this.#isCut) return;
    this.#isCut = true;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** Takes connections again, where it does not already. */
  async mend(): Promise<void> {
    if (!this.#isCut) return;
    this.#isCut = false;
    this.#server = createServer((client) => this.#carry(client)).listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  #carry(client: Socket): void {
    const upstream = connect(this.#to, '127.0.0.1');
    for (const socket of [client, upstream]) {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream).pipe(client);
  }
}
