import { Readable } from 'node:stream';
import { Agent, request as undiciRequest } from 'undici';
import type { Credential } from './credential.ts';
import type { Exchange } from './exchange.ts';
import { outgoing } from './outgoing.ts';
import { type OperationRequest, operationUrl, type Transport } from './transport.ts';

export interface UndiciTransportOptions {
  /** Origin of the target. */
  baseUrl: string;
  /** Most connections to the target at once; `null` (the default) for as many as needed. */
  connections?: number | null;
  /** Milliseconds to wait for headers, and between chunks of a body. */
  timeoutMs?: number;
}

/** The fast transport, whose calls stand in no trace: keeps no cookies, follows no redirects, streams multipart bodies. */
export class UndiciTransport implements Transport {
  readonly #baseUrl: string;
  readonly #agent: Agent;

  constructor(options: UndiciTransportOptions) {
    const timeout = options.timeoutMs ?? 30_000;
    this.#baseUrl = options.baseUrl;
    this.#agent = new Agent({
      connections: options.connections ?? null,
      headersTimeout: timeout,
      bodyTimeout: timeout,
      connect: { timeout },
    });
  }

  async send(request: OperationRequest, credential: Credential, actor = 'unnamed'): Promise<Exchange> {
    const url = operationUrl(this.#baseUrl, request);
    const { headers: requestHeaders, body, recordedBody } = outgoing(request, credential);
    const startedAt = new Date().toISOString();
    const start = performance.now();
    const response = await undiciRequest(url, {
      method: request.method,
      headers: requestHeaders,
      body: body === null || Buffer.isBuffer(body) ? body : Readable.from(body),
      dispatcher: this.#agent,
    });
    const bodyText = await response.body.text();
    const { 'set-cookie': setCookie, ...headers } = response.headers;
    return {
      operationId: request.operationId,
      method: request.method,
      url,
      path: request.path,
      requestHeaders,
      requestBody: recordedBody,
      status: response.statusCode,
      responseHeaders: joinedHeaders(headers),
      setCookies: setCookie === undefined ? [] : [setCookie].flat(),
      bodyText,
      durationMs: performance.now() - start,
      startedAt,
      actor,
    };
  }

  async dispose(): Promise<void> {
    await this.#agent.destroy();
  }
}

function joinedHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );
}
