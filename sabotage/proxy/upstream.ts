import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';
import {
  type Answer,
  headerOf,
  headerPairs,
  type Headers,
  type SentRequest,
  withHeader,
  withoutHeaders,
} from './message.ts';

/** Below the time after which targets close an idle connection, so that none is used that is being closed. */
const IDLE_MS = 4000;

/** The way to the target: connections are kept and used again. */
export class Upstream {
  readonly #url: URL;
  readonly #agent: Agent;

  constructor(url: string) {
    this.#url = new URL(url);
    const options = { keepAlive: true, timeout: IDLE_MS, scheduling: 'lifo' } as const;
    this.#agent = this.isSecure ? new SecureAgent(options) : new Agent(options);
  }

  get isSecure(): boolean {
    return this.#url.protocol === 'https:';
  }

  get host(): string {
    return this.#url.hostname;
  }

  get port(): number {
    return Number(this.#url.port) || (this.isSecure ? 443 : 80);
  }

  /** Begins a request; its body is the caller's to write. */
  open({ method, url, headers }: Omit<SentRequest, 'body'>): ClientRequest {
    const send = this.isSecure ? secureRequest : request;
    const framed = ['content-length', 'transfer-encoding'].some(
      (name) => headerOf(headers, name) !== undefined,
    );
    // Node would announce chunks where the caller has sent nothing.
    const bodiless: Headers =
      framed || /^(?:GET|HEAD|DELETE|OPTIONS)$/.test(method) ? [] : [['content-length', '0']];
    const sent = send({
      agent: this.#agent,
      host: this.host,
      port: this.port,
      method,
      path: url,
      headers: [...withoutHeaders(headers, 'connection'), ...bodiless].flat(),
    });
    // The agent's time is for idle connections; a long answer takes as long as it takes.
    sent.setTimeout(0);
    return sent;
  }

  /** Sends a whole request and takes in the whole answer. Throws when the connection breaks. */
  async exchange(sent: SentRequest): Promise<Answer> {
    const bare = withoutHeaders(sent.headers, 'transfer-encoding', 'content-length', 'expect');
    const hasBody = sent.body.length > 0 || !/^(?:GET|HEAD|DELETE|OPTIONS)$/.test(sent.method);
    const headers: Headers = hasBody ? withHeader(bare, 'content-length', String(sent.body.length)) : bare;
    const outgoing = this.open({ ...sent, headers });
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve);
      outgoing.once('error', reject);
      outgoing.end(sent.body);
    });
    const body = await buffer(response);
    return { status: response.statusCode ?? 0, headers: headerPairs(response.rawHeaders), body };
  }

  close(): void {
    this.#agent.destroy();
  }
}
