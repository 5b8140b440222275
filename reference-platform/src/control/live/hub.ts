/** A message of a channel: JSON whose `type` says what it is. */
export interface LiveMessage {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Gets each message of a topic as the bytes to send, and its place in the topic's order, where it has one. */
export type TopicListener = (frame: Buffer, position: number | null) => void;

/** The bytes of a message. Made once, however many clients it goes to. */
export function frameOf(message: LiveMessage): Buffer {
  return Buffer.from(JSON.stringify(message));
}

/** Hands published messages to the listeners of their topic, in the order of publishing. Keeps nothing. */
export class LiveHub {
  readonly #topics = new Map<string, Set<TopicListener>>();

  /** Listens to a topic until the returned function is called. */
  subscribe(topic: string, listener: TopicListener): () => void {
    const listeners = this.#topics.get(topic) ?? new Set();
    this.#topics.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#topics.get(topic) === listeners) this.#topics.delete(topic);
    };
  }

  /** Sends a message to everyone who listens; `position` is for listeners that resume. */
  publish(topic: string, message: LiveMessage, position: number | null = null): void {
    const listeners = this.#topics.get(topic);
    if (listeners === undefined) return;
    const frame = frameOf(message);
    for (const listener of listeners) listener(frame, position);
  }

  /** How many listen to a topic. */
  listeners(topic: string): number {
    return this.#topics.get(topic)?.size ?? 0;
  }
}
