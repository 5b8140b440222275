import { UnexpectedAnswer } from '../engine/flow.ts';

interface Waiting {
  last: number;
  resolve: () => void;
  reject: (error: Error) => void;
}

/**
 * Several readers of one channel whose messages are numbered one after the other: each must get every number, once and in order. The first
 * that does not fails everybody who waits, and whoever waits later.
 */
export class InOrderReaders {
  readonly #heard: number[];
  readonly #patienceMs: number;
  #waiting: Waiting[] = [];
  #fault: UnexpectedAnswer | null = null;

  /**
   * `patienceMs`: how long a message may be on its way before it counts as lost; `last`: the number of the last one before
   * these readers came.
   */
  constructor(readers: number, patienceMs: number, last = 0) {
    this.#heard = Array.from({ length: readers }, () => last);
    this.#patienceMs = patienceMs;
  }

  /** Takes in that one of the readers got a message. */
  hear(reader: number, number: number): void {
    const due = (this.#heard[reader] ?? 0) + 1;
    if (number !== due) this.#fail(number > due ? 'a message was lost' : 'a message came again');
    this.#heard[reader] = Math.max(number, due - 1);
    const all = Math.min(...this.#heard);
    for (const { last, resolve } of this.#waiting) if (last <= all) resolve();
    this.#waiting = this.#waiting.filter(({ last }) => last > all);
  }

  /** Resolves when every reader has got the message `last`; throws `UnexpectedAnswer` where one is lost, doubled or too late. */
  async allHave(last: number): Promise<void> {
    if (this.#fault !== null) throw this.#fault;
    if (Math.min(...this.#heard) >= last) return;
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        this.#waiting.push({ last, resolve, reject });
        timer = setTimeout(() => this.#fail('a message never came'), this.#patienceMs);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  #fail(text: string): void {
    this.#fault = new UnexpectedAnswer(text);
    for (const { reject } of this.#waiting.splice(0)) reject(this.#fault);
  }
}
