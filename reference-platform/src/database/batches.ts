interface Waiting<Item> {
  item: Item;
  resolve: () => void;
  reject: (reason: unknown) => void;
}

/**
 * Items by key, each of which is written: at once where none of its key is being written, and otherwise together with
 * all that came meanwhile, in their order, `most` at a time.
 */
export class Batches<Key, Item> {
  readonly #most: number;
  readonly #write: (key: Key, items: readonly Item[]) => Promise<void>;
  /** Keys of which something is being written, and what waits for that. */
  readonly #waiting = new Map<Key, Waiting<Item>[]>();

  constructor(most: number, write: (key: Key, items: readonly Item[]) => Promise<void>) {
    this.#most = most;
    this.#write = write;
  }

  /** Resolves once the item is written; rejects with the reason for which its batch could not be. */
  add(key: Key, item: Item): Promise<void> {
    return new Promise((resolve, reject) => {
      const one = { item, resolve, reject };
      const waiting = this.#waiting.get(key);
      if (waiting) waiting.push(one);
      else void this.#run(key, one);
    });
  }

  async #run(key: Key, first: Waiting<Item>): Promise<void> {
    const waiting = [first];
    this.#waiting.set(key, waiting);
    while (waiting.length > 0) {
      const batch = waiting.splice(0, this.#most);
      try {
        await this.#write(
          key,
          batch.map(({ item }) => item),
        );
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#waiting.delete(key);
  }
}
