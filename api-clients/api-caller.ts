import type { z } from 'zod';
import type { Credential, CredentialSource } from './http/credential.ts';
import type { Exchange, ExchangeRecorder } from './http/exchange.ts';
import { readAny, readEmpty, readJson, readText, type Result } from './http/result.ts';
import type { OperationRequest, Transport } from './http/transport.ts';

export interface ApiCallerOptions {
  transport: Transport;
  /** A fixed credential, or a source that is asked for each call. */
  credential: Credential | CredentialSource;
  /** Sees every exchange before it is parsed. */
  recorder?: ExchangeRecorder;
  /** Name of the actor in recorded exchanges. */
  actor?: string;
  /** Headers that go with every call, for example `traceparent`. */
  headers?: Record<string, string>;
}

/** What all domain clients share: sends as one actor, records, and reads the answer by the contract. */
export class ApiCaller {
  readonly options: ApiCallerOptions;

  constructor(options: ApiCallerOptions) {
    this.options = options;
  }

  async json<T>(request: OperationRequest, status: number, schema: z.ZodType<T>): Promise<Result<T>> {
    return readJson(await this.send(request), status, schema);
  }

  async text(request: OperationRequest, mediaType: string): Promise<Result<string>> {
    return readText(await this.send(request), 200, mediaType);
  }

  async empty(request: OperationRequest): Promise<Result<null>> {
    return readEmpty(await this.send(request));
  }

  async any(request: OperationRequest): Promise<Result<unknown>> {
    return readAny(await this.send(request));
  }

  async send(request: OperationRequest): Promise<Exchange> {
    const { transport, credential, recorder, actor, headers } = this.options;
    const current = 'current' in credential ? await credential.current() : credential;
    const bound =
      headers === undefined ? request : { ...request, headers: { ...headers, ...request.headers } };
    const exchange = await transport.send(bound, current, actor);
    recorder?.record(exchange);
    return exchange;
  }
}
