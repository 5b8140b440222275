import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { z } from 'zod';
import { schemaViolation } from '../http/contract-violation.ts';
import type { Exchange } from '../http/exchange.ts';

/** A channel of the target: its path below the API's base, and what it sends. */
export interface Channel<Message> {
  path: string;
  schema: z.ZodType<Message>;
}

/** How a connection ended: the close code and reason of RFC 6455; 1006 without a close frame. */
export interface Closing {
  code: number;
  reason: string;
}

const DEFAULT_WAIT_MS = 5_000;

/** An open WebSocket: its messages in order, each read by the channel's schema. Nothing is lost while nobody waits. */
export class LiveSocket<Message> implements AsyncIterable<Message> {
  /** Every frame that came, in order: exchanges of status 101 with the frame's text as body. */
  readonly frames: Exchange[] = [];
  /** Lets go of each frame as it is read: for readers of more than memory holds. */
  forgetsRead = false;
  /** Resolves when the connection has ended. */
  readonly closing: Promise<Closing>;
  readonly #socket: WebSocket;
  readonly #channel: Channel<Message>;
  #read = 0;
  #wake: () => void = () => undefined;

  /** `recorded` makes the exchange of a frame's text. */
  constructor(socket: WebSocket, channel: Channel<Message>, recorded: (text: string) => Exchange) {
    this.#socket = socket;
    this.#channel = channel;
    this.closing = new Promise((resolve) => {
      socket.on('close', (code: number, reason: Buffer) => {
        resolve({ code, reason: reason.toString() });
        this.#wake();
      });
    });
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => {
      this.frames.push(recorded(data.toString()));
      this.#wake();
    });
  }

  /** Whether messages can still come. */
  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** The next message. Throws when none comes within `timeoutMs`, or the connection ends first. */
  async next(timeoutMs = DEFAULT_WAIT_MS): Promise<Message> {
    const deadline = Date.now() + timeoutMs;
    let frame = this.frames[this.#read];
    while (frame === undefined) {
      if (!this.isOpen) {
        const { code, reason } = await this.closing;
        throw new Error(`${this.#channel.path} closed with ${code} (${reason}) while a message was awaited`);
      }
      if (Date.now() >= deadline)
        throw new Error(`no message came on ${this.#channel.path} within ${timeoutMs} ms`);
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      await Promise.race([woken, delay(deadline - Date.now())]);
      frame = this.frames[this.#read];
    }
    if (this.forgetsRead) this.frames.shift();
    else this.#read += 1;
    return this.#parse(frame);
  }

  /** Messages until the connection ends. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Message> {
    while (this.isOpen || this.#read < this.frames.length) yield await this.next();
  }

  /** Stops reading from the network, as a client that hangs does. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  /** Ends the connection at once. */
  close(): Promise<void> {
    this.#socket.terminate();
    return Promise.resolve();
  }

  #parse(frame: Exchange): Message {
    const parsed = this.#channel.schema.safeParse(JSON.parse(frame.bodyText));
    if (parsed.success) return parsed.data;
    throw schemaViolation(frame, parsed.error);
  }
}
