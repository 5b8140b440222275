import type * as z from 'zod/mini';
import { CallFailure, failureFrom, isAbort } from './problem.ts';

const BASE = '/api/v1';

/** Options of one call. `query` values that are empty or undefined are left out. */
export interface CallOptions {
  query?: Readonly<Record<string, string | number | undefined>> | undefined;
  json?: unknown;
  /** Sent instead of `json`, as multipart. */
  form?: FormData | undefined;
  ifMatch?: string | null | undefined;
  signal?: AbortSignal | undefined;
  /** A 401 here is an answer about the input (log-in), not the end of the session. */
  anonymous?: boolean | undefined;
}

/** A parsed body with its entity tag. */
export interface Tagged<T> {
  readonly value: T;
  readonly etag: string | null;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The browser's way to the API: cookie session, CSRF token on unsafe calls, problems as `CallFailure`. */
export class ApiClient {
  #csrfToken: string | null = null;
  #onUnauthenticated: () => void = () => undefined;

  /** The token that unsafe calls of this session carry. */
  get csrfToken(): string | null {
    return this.#csrfToken;
  }

  useCsrfToken(token: string | null): void {
    this.#csrfToken = token;
  }

  /** Names what to do when the session turns out to be over. */
  whenUnauthenticated(listener: () => void): void {
    this.#onUnauthenticated = listener;
  }

  sessionIsOver(): void {
    this.#onUnauthenticated();
  }

  /** Calls the API and parses the body. Throws `CallFailure`; an aborted call throws `AbortError`. */
  async call<S extends z.ZodMiniType>(
    schema: S,
    method: Method,
    path: string,
    options: CallOptions = {},
  ): Promise<z.output<S>> {
    return (await this.tagged(schema, method, path, options)).value;
  }

  /** As `call`, with the entity tag that a later change can be made conditional on. */
  async tagged<S extends z.ZodMiniType>(
    schema: S,
    method: Method,
    path: string,
    options: CallOptions = {},
  ): Promise<Tagged<z.output<S>>> {
    const response = await this.#send(method, path, options);
    const parsed = schema.safeParse(await response.json());
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new CallFailure({
        status: response.status,
        title: 'Unexpected answer',
        detail: `${method} ${path}: ${issue === undefined ? '' : `${issue.path.join('.')} ${issue.message}`}`,
      });
    }
    return { value: parsed.data, etag: response.headers.get('etag') };
  }

  /** Calls an operation that answers without a body. */
  async command(method: Method, path: string, options: CallOptions = {}): Promise<void> {
    await this.#send(method, path, options);
  }

  async #send(method: Method, path: string, options: CallOptions): Promise<Response> {
    const headers = new Headers({ accept: 'application/json' });
    if (options.json !== undefined) headers.set('content-type', 'application/json');
    if (method !== 'GET' && this.#csrfToken !== null) headers.set('x-csrf-token', this.#csrfToken);
    if (options.ifMatch) headers.set('if-match', options.ifMatch);
    const response = await reach(addressOf(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      ...(options.json === undefined ? {} : { body: JSON.stringify(options.json) }),
      ...(options.form === undefined ? {} : { body: options.form }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (response.ok) return response;
    const failure = failureFrom(response.status, await response.text(), response.headers.get('retry-after'));
    if (failure.status === 401 && options.anonymous !== true) this.sessionIsOver();
    throw failure;
  }
}

/** The API address of `path` with its query. */
export function addressOf(path: string, query: CallOptions['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return `${BASE}${path}${text === '' ? '' : `?${text}`}`;
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (thrown) {
    if (isAbort(thrown)) throw thrown;
    throw new CallFailure({
      status: 0,
      title: 'The server cannot be reached',
      detail: 'Check your connection and try again.',
    });
  }
}

/** The one client of this page. */
export const api = new ApiClient();
