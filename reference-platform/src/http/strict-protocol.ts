import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { problem } from './problem.ts';
import type { RefuseSocket } from './unreadable-request.ts';

const versions = new Set(['1.0', '1.1']);
const expectation = /^100-continue$/i;

function hostsOf({ rawHeaders }: IncomingMessage): number {
  return rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
}

/** What two readers of the same request could understand differently; null where there is nothing. */
function ambiguityOf(request: IncomingMessage): string | null {
  const { httpVersion, headers } = request;
  if (!versions.has(httpVersion)) return 'HTTP/1.1 is spoken here.';
  const hosts = hostsOf(request);
  if (hosts > 1 || (hosts === 0 && httpVersion === '1.1')) return 'There must be one Host header.';
  if (headers.expect !== undefined && !expectation.test(headers.expect))
    return 'The Expect header can only be 100-continue.';
  return null;
}

/**
 * Refuses with 400, and then closes the connection, what Node takes or answers in words of its own: other versions of
 * HTTP, no Host or several, expectations that cannot be met, CONNECT.
 */
export function speakStrictly(fastify: FastifyInstance, refuse: RefuseSocket): void {
  fastify.server.on('connect', (_request: IncomingMessage, socket: Socket) => {
    socket.on('error', () => socket.destroy());
    refuse(socket, problem.malformed('This is no proxy.'));
  });
  fastify.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    fastify.routing(request, response);
  });
  fastify.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done) => {
    const ambiguity = ambiguityOf(request.raw);
    if (ambiguity === null) {
      done();
      return;
    }
    reply.raw.shouldKeepAlive = false;
    done(problem.malformed(ambiguity));
  });
}
