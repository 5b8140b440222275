import type { FastifyInstance } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { problem } from './problem.ts';
import type { RefuseSocket } from './unreadable-request.ts';

/** What a body must keep up with after the first moments, in bytes a second: far below the slowest honest line. */
const leastBytesPerSecond = 1_000;

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function watch(
  request: IncomingMessage,
  response: ServerResponse,
  refuse: RefuseSocket,
  graceMs: number,
): void {
  const { socket } = request;
  const startedAt = performance.now();
  const before = socket.bytesRead;
  const look = () => {
    if (request.complete || socket.destroyed) return;
    const earnedMs = ((socket.bytesRead - before) / leastBytesPerSecond) * 1_000;
    const leftMs = graceMs + earnedMs - (performance.now() - startedAt);
    if (leftMs > 0) wait(leftMs);
    else if (response.headersSent) socket.destroy();
    else refuse(socket, problem.requestTimeout());
  };
  // After a stall of this process, what has long arrived is read before anybody is blamed for it.
  const wait = (milliseconds: number) => {
    const timer = setTimeout(() => setImmediate(look), milliseconds).unref();
    request.once('close', () => clearTimeout(timer));
  };
  wait(graceMs);
}

/**
 * Ends requests whose bodies come too slowly with 408: each has `graceMs`, and a second more for every 1,000 bytes that
 * have come. A byte now and then keeps nothing open; a large file on a slow line has all the time that it needs.
 */
export function endSlowBodies(fastify: FastifyInstance, refuse: RefuseSocket, graceMs: number): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (hasBody(request.raw)) watch(request.raw, reply.raw, refuse, graceMs);
    done();
  });
}
