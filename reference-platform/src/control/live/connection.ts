import { WebSocket } from 'ws';
import type { Principal } from '../../http/principal.ts';
import { closeCodes, type CloseCode } from './close-codes.ts';
import { closeTimeoutMs, flushTimeoutMs, maxBufferedBytes } from './limits.ts';

/** The tenant-bound caller behind a ticket. */
export type LivePrincipal = Exclude<Principal, { kind: 'operator' }>;

/** One open WebSocket. What waits for a client that does not read is bounded: beyond that it is dropped. */
export class LiveConnection {
  readonly principal: LivePrincipal;
  readonly #socket: WebSocket;
  readonly #endings: (() => void)[] = [];
  #answeredPing = true;

  constructor(socket: WebSocket, principal: LivePrincipal) {
    this.principal = principal;
    this.#socket = socket;
    socket.on('pong', () => void (this.#answeredPing = true));
    // ws closes the socket by itself after an error; unheard, it would end the process.
    socket.on('error', () => undefined);
    socket.on('message', () => this.close(closeCodes.oneWay, 'This channel takes no messages.'));
    socket.on('close', () => this.#endings.forEach((end) => end()));
  }

  /** Whether messages can still be sent. */
  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** Sends a message, or drops the client when too much of what went before still waits for it. */
  send(frame: Buffer): void {
    if (!this.isOpen) return;
    if (this.#socket.bufferedAmount > maxBufferedBytes) this.#drop();
    else this.#socket.send(frame, { binary: false });
  }

  /** Sends a message and waits until it is out of the process. False when the client is gone, or dropped meanwhile. */
  sendFlushed(frame: Buffer): Promise<boolean> {
    if (!this.isOpen) return Promise.resolve(false);
    return new Promise((resolve) => {
      const tooLate = setTimeout(() => {
        this.#drop();
        resolve(false);
      }, flushTimeoutMs);
      this.#socket.send(frame, { binary: false }, (error) => {
        clearTimeout(tooLate);
        resolve(!error && this.isOpen);
      });
    });
  }

  /** Runs when the connection has ended, for whatever reason. */
  onEnd(end: () => void): void {
    if (this.#socket.readyState === WebSocket.CLOSED) end();
    else this.#endings.push(end);
  }

  /** Closes with a code and a sentence; a client that does not answer that is cut off. */
  close(code: CloseCode, reason: string, timeoutMs = closeTimeoutMs): void {
    if (!this.isOpen) return;
    this.#socket.close(code, reason);
    const cutOff = setTimeout(() => this.#socket.terminate(), timeoutMs);
    this.onEnd(() => clearTimeout(cutOff));
  }

  /** Asks for a sign of life; ends the connection when the last one was not answered. */
  ping(): void {
    if (!this.#answeredPing) this.#socket.terminate();
    else if (this.isOpen) {
      this.#answeredPing = false;
      this.#socket.ping();
    }
  }

  #drop(): void {
    this.close(closeCodes.tooSlow, 'Too slow: connect again and resume.');
  }
}
