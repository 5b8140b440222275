import { expect } from 'vitest';
import type { ApiClient } from '../../api-clients/api-client.ts';
import { shakeHands } from '../../api-clients/live/handshake.ts';
import type { Closing, LiveSocket } from '../../api-clients/live/socket.ts';
import { streamChannel } from '../../api-clients/streams/channel.ts';
import type { StreamMessage, StreamPoint } from '../../api-clients/streams/schemas.ts';
import { succeeded } from '../../flows/succeeded.ts';

/** Reads a stream live, and comes back after the last point that it has whenever it is cut off. */
export class StreamReader {
  /** Everything that came, in the order in which it came. */
  readonly points: StreamPoint[] = [];
  /** How each connection ended that the reader did not end itself. */
  readonly cuts: Closing[] = [];
  readonly #url: string;
  readonly #api: ApiClient;
  readonly #streamId: string;

  constructor(url: string, api: ApiClient, streamId: string) {
    this.#url = url;
    this.#api = api;
    this.#streamId = streamId;
  }

  get last(): number {
    return this.points.at(-1)?.sequence ?? 0;
  }

  /** Reads until the point with this sequence has come. Throws where nothing comes on a connection that stands. */
  async readUntil(sequence: number): Promise<void> {
    while (this.last < sequence) {
      const live = await this.#open();
      try {
        while (this.last < sequence) this.#take(await live.next(20_000));
        await live.close();
      } catch (error) {
        if (live.isOpen) throw error;
        this.cuts.push(await live.closing);
      }
    }
  }

  #take(message: StreamMessage): void {
    if (message.type === 'points') this.points.push(...message.points);
  }

  /** Tries until the platform takes the connection. */
  async #open(): Promise<LiveSocket<StreamMessage>> {
    const opened: LiveSocket<StreamMessage>[] = [];
    const attempt = async (): Promise<boolean> => {
      try {
        opened.push(await this.#connect());
        return true;
      } catch {
        return false;
      }
    };
    await expect.poll(attempt, { timeout: 20_000, interval: 100 }).toBe(true);
    const [live] = opened;
    if (live === undefined) throw new Error('polled for a connection');
    return live;
  }

  async #connect(): Promise<LiveSocket<StreamMessage>> {
    const channel = streamChannel(this.#streamId);
    const { ticket } = succeeded(await this.#api.auth.wsTicket({ path: channel.path }));
    const query = { ticket, from: this.last };
    const handshake = { query, headers: {}, actor: 'reader', onFrame: () => undefined };
    const outcome = await shakeHands(this.#url, channel, handshake);
    if (!outcome.accepted) throw new Error(`the channel is refused with ${outcome.exchange.status}`);
    return outcome.live;
  }
}
