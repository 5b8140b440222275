/**
 * Sends a greeting before anything else. What is told earlier waits for it: a greeting read from the database may hold
 * an older state than a change that is told meanwhile, and must not come after it.
 */
export class Greeted {
  readonly #send: (frame: Buffer) => void;
  #waiting: Buffer[] | null = [];

  constructor(send: (frame: Buffer) => void) {
    this.#send = send;
  }

  tell(frame: Buffer): void {
    if (this.#waiting === null) this.#send(frame);
    else this.#waiting.push(frame);
  }

  greet(frame: Buffer): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const each of [frame, ...waiting]) this.#send(each);
  }
}
