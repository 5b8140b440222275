import type { Socket } from 'node:net';
import { v7 as uuid } from 'uuid';
import { traceFrom } from '../telemetry/trace.ts';
import { problem } from './problem.ts';

/** Answers with a 400 on the bare socket and closes it: where the next request begins cannot be known. */
export type RefuseSocket = (socket: Socket, detail: string) => void;

/** The same headers and the same kind of problem as everything else, for what never becomes a request. */
export function socketRefusal(securityHeaders: Readonly<Record<string, string>>): RefuseSocket {
  return (socket, detail) => {
    const body = JSON.stringify(problem.malformed(detail).toBody('/', traceFrom(undefined).traceId));
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
  };
}

/** Answers what is no HTTP request (broken syntax, headers too large). */
export function answerUnreadable(
  refuse: RefuseSocket,
): (error: Error & { code?: string }, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else refuse(socket, 'The request is not HTTP, or its headers are too large.');
  };
}
