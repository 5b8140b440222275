import type { Socket } from 'node:net';
import { v7 as uuid } from 'uuid';
import { traceFrom } from '../telemetry/trace.ts';
import { problem } from './problem.ts';
import { securityHeaders } from './security-headers.ts';

/**
 * Answers what is no HTTP request (broken syntax, headers too large) with the same headers and the same kind of
 * problem as everything else, and closes the connection: where the next request begins cannot be known.
 */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const malformed = problem.malformed('The request is not HTTP, or its headers are too large.');
  const body = JSON.stringify(malformed.toBody('/', traceFrom(undefined).traceId));
  const headers = {
    ...securityHeaders,
    'x-request-id': uuid(),
    'cache-control': 'no-store',
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 400 Bad Request\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}
