import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stub target was sent. */
export interface Received {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Answer {
  status: number;
  headers?: Record<string, string | string[]>;
  body?: string;
}

export interface StubTarget {
  url: string;
  received: Received[];
  close: () => Promise<void>;
}

/** A target on a free port that answers what `answer` says and keeps what it was sent. */
export async function startStubTarget(answer: (received: Received) => Answer): Promise<StubTarget> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const got = { method, url, headers, body: Buffer.concat(chunks).toString() };
      received.push(got);
      const { status, headers: answerHeaders = {}, body = '' } = answer(got);
      response.writeHead(status, answerHeaders).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A JSON answer. */
export function json(status: number, body: unknown, headers: Record<string, string | string[]> = {}): Answer {
  const mediaType = status >= 400 ? 'application/problem+json' : 'application/json';
  return {
    status,
    headers: { 'content-type': `${mediaType}; charset=utf-8`, ...headers },
    body: JSON.stringify(body),
  };
}

/** A well-formed problem; `change` breaks it. */
export function problem(status: number, type: string, change: Record<string, unknown> = {}): Answer {
  return json(status, {
    type: `urn:problem:${type}`,
    title: 'Refused',
    status,
    detail: 'It was refused.',
    instance: '/api/v1/anywhere',
    traceId: '0123456789abcdef0123456789abcdef',
    ...change,
  });
}
