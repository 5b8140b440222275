import type { APIRequestContext } from '@playwright/test';
import type { Credential } from './credential.ts';
import type { Exchange } from './exchange.ts';
import { bufferedBody } from './multipart.ts';
import { outgoing } from './outgoing.ts';
import { type OperationRequest, operationUrl, type Transport } from './transport.ts';

export interface PlaywrightTransportOptions {
  /** Origin of the target. */
  baseUrl: string;
  /** Makes a request context of its own, for example `() => playwright.request.newContext()`. */
  newContext: () => Promise<APIRequestContext>;
  timeoutMs?: number;
}

/**
 * The transport whose calls land in Playwright's trace. A request context keeps the cookies that it is given, which
 * would make a later anonymous call a signed-in one; so a context that has received a cookie is used no more.
 */
export class PlaywrightTransport implements Transport {
  readonly #options: PlaywrightTransportOptions;
  readonly #opened: Promise<APIRequestContext>[] = [];
  #clean: Promise<APIRequestContext> | null = null;

  constructor(options: PlaywrightTransportOptions) {
    this.#options = options;
  }

  async send(request: OperationRequest, credential: Credential, actor = 'unnamed'): Promise<Exchange> {
    const url = operationUrl(this.#options.baseUrl, request);
    const { headers: requestHeaders, body, recordedBody } = outgoing(request, credential);
    const data = body === null || Buffer.isBuffer(body) ? body : await bufferedBody(body);
    const pending = this.#context();
    const context = await pending;
    const startedAt = new Date().toISOString();
    const start = performance.now();
    const response = await context.fetch(url, {
      method: request.method,
      headers: requestHeaders,
      maxRedirects: 0,
      failOnStatusCode: false,
      timeout: this.#options.timeoutMs ?? 30_000,
      ...(data === null ? {} : { data }),
    });
    const bodyText = await response.text();
    const durationMs = performance.now() - start;
    const setCookies = response
      .headersArray()
      .filter(({ name }) => name.toLowerCase() === 'set-cookie')
      .map(({ value }) => value);
    if (setCookies.length > 0 && this.#clean === pending) this.#clean = null;
    const responseHeaders = response.headers();
    delete responseHeaders['set-cookie'];
    return {
      operationId: request.operationId,
      method: request.method,
      url,
      path: request.path,
      requestHeaders,
      requestBody: recordedBody,
      status: response.status(),
      responseHeaders,
      setCookies,
      bodyText,
      durationMs,
      startedAt,
      actor,
    };
  }

  async dispose(): Promise<void> {
    const opened = this.#opened.splice(0);
    this.#clean = null;
    await Promise.all(opened.map(async (context) => (await context).dispose()));
  }

  #context(): Promise<APIRequestContext> {
    if (this.#clean === null) {
      this.#clean = this.#options.newContext();
      this.#opened.push(this.#clean);
    }
    return this.#clean;
  }
}
