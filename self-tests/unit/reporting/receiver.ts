import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a receiver answers to one request; `silence` keeps the caller waiting. */
export type Reply = 'silence' | { status: number; headers?: Record<string, string> };

export interface Received {
  url: string;
  headers: IncomingHttpHeaders;
  body: unknown;
  /** `performance.now()` */
  at: number;
}

export interface Receiver {
  origin: string;
  host: string;
  received: Received[];
  stop(): Promise<void>;
}

/** A server on loopback that takes JSON and answers as `replies` say one after another, the last of them for ever. */
export async function startReceiver(...replies: Reply[]): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      received.push({ url: request.url ?? '', headers: request.headers, body, at: performance.now() });
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      if (reply !== 'silence') response.writeHead(reply?.status ?? 200, reply?.headers).end('ok');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin: `http://${host}`,
    host,
    received,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
