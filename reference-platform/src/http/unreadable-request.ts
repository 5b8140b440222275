import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { v7 as uuid } from 'uuid';
import { traceFrom } from '../telemetry/trace.ts';
import { problem, type Problem } from './problem.ts';

/** Answers with a problem on the bare socket and closes it: where the next request begins cannot be known. */
export type RefuseSocket = (socket: Socket, refusal: Problem) => void;

/** The same headers and the same kind of problem as everything else, for what never becomes a request. */
export function socketRefusal(securityHeaders: Readonly<Record<string, string>>): RefuseSocket {
  return (socket, refusal) => {
    const body = JSON.stringify(refusal.toBody('/', traceFrom(undefined).traceId));
    const headers = {
      ...securityHeaders,
      'x-request-id': uuid(),
      'cache-control': 'no-store',
      'content-type': 'application/problem+json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const reason = STATUS_CODES[refusal.status] ?? '';
    socket.end(`HTTP/1.1 ${refusal.status} ${reason}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
    // Whoever is slow or wrong does not also decide when the connection ends.
    socket.destroySoon();
  };
}

/** Answers what is no HTTP request (broken syntax, headers too large), or does not become one in time. */
export function answerUnreadable(
  refuse: RefuseSocket,
): (error: Error & { code?: string }, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') refuse(socket, problem.requestTimeout());
    else refuse(socket, problem.malformed('The request is not HTTP, or its headers are too large.'));
  };
}
