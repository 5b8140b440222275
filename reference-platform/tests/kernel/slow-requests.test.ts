import Fastify, { type FastifyInstance } from 'fastify';
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSlowBodies } from '../../src/http/slow-requests.ts';
import { socketRefusal } from '../../src/http/unreadable-request.ts';

const graceMs = 100;

describe('a body that comes slowly', () => {
  let app: FastifyInstance;
  let port: number;

  beforeEach(async () => {
    app = Fastify();
    endSlowBodies(app, socketRefusal({}), graceMs);
    app.post('/', ({ body }) => ({ characters: JSON.stringify(body).length }));
    const { port: free } = new URL(await app.listen({ port: 0 }));
    port = Number(free);
  });

  afterEach(() => app.close());

  /** Sends a body in pieces, a piece each 20 ms, and gives all that came until the connection ended. */
  const send = async (pieces: readonly string[], announced: number): Promise<string> => {
    const socket = net.connect(port, '127.0.0.1').setEncoding('latin1');
    let received = '';
    socket.on('data', (chunk: string) => (received += chunk));
    const ended = once(socket, 'close');
    socket.write(
      `POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${announced}\r\n\r\n`,
    );
    for (const piece of pieces) {
      if (socket.destroyed) break;
      socket.write(piece);
      await delay(20);
    }
    await ended;
    return received;
  };

  it('a byte at a time is ended with 408', async () => {
    const received = await send(['"', ...Array.from({ length: 200 }, () => 'x')], 1_000);

    expect(received).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(received).toContain('"type":"urn:problem:request-timeout"');
  });

  it('is waited for longer than the grace while enough of it comes', async () => {
    const pieces = ['"', ...Array.from({ length: 15 }, () => 'x'.repeat(50)), '"'];

    const received = await send(pieces, pieces.join('').length);

    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });
});
