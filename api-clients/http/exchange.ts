export type { Credential } from './credential.ts';

/** One request with its response, as recorded. Header names are in lower case; secrets are not masked here. */
export interface Exchange {
  operationId: string;
  method: string;
  /** The full address, query included. */
  url: string;
  /** The path template, for example `/datasets/{id}`. */
  path: string;
  requestHeaders: Record<string, string>;
  /** Text of the request body, `null` without one or when it was streamed. */
  requestBody: string | null;
  status: number;
  /** Repeated headers joined by `, `; cookies are in `setCookies`. */
  responseHeaders: Record<string, string>;
  setCookies: string[];
  /** Text of the response body (UTF-8), empty without one. */
  bodyText: string;
  /** Milliseconds from sending to the last byte of the body. */
  durationMs: number;
  /** UTC ISO-8601 time of sending. */
  startedAt: string;
  /** Name of the actor that sent it. */
  actor: string;
}

/** Sees each exchange as soon as it is complete, bodies whole. */
export interface ExchangeRecorder {
  record(exchange: Exchange): void;
}

const DEFAULT_BODY_CAP = 64 * 1024;

/** Keeps the exchanges of one actor or test in order, with bodies cut to `bodyCap` characters. */
export class ExchangeLog implements ExchangeRecorder {
  readonly exchanges: Exchange[] = [];
  readonly #bodyCap: number;

  constructor(options: { bodyCap?: number } = {}) {
    this.#bodyCap = options.bodyCap ?? DEFAULT_BODY_CAP;
  }

  record(exchange: Exchange): void {
    this.exchanges.push({
      ...exchange,
      requestBody: exchange.requestBody === null ? null : this.#cut(exchange.requestBody),
      bodyText: this.#cut(exchange.bodyText),
    });
  }

  #cut(text: string): string {
    if (text.length <= this.#bodyCap) return text;
    return `${text.slice(0, this.#bodyCap)}… (${text.length - this.#bodyCap} more characters)`;
  }
}
