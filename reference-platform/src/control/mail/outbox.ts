import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../../telemetry/logger.ts';
import { timeLimit } from '../../plane/time-limit.ts';
import { UndeliverableMail, type Carrier, type Mail, type PostBox } from './mail.ts';

/** Limits of an outbox. Times in milliseconds. */
export interface OutboxLimits {
  /** Most mails that wait; one more is lost, so that a dead server does not fill the memory. */
  waiting: number;
  /** The longest that one try may take. */
  tryMs: number;
  /** Waits before the second and each further try. */
  retryMs: readonly number[];
  /** How long the stop waits for mails that are on their way. */
  farewellMs: number;
}

export const outboxLimits: OutboxLimits = {
  waiting: 500,
  tryMs: 20_000,
  retryMs: [2_000, 10_000, 60_000],
  farewellMs: 2_000,
};

interface Letter {
  mail: Mail;
  tried: number;
}

/** The code of a failure. Its message is left out: servers quote addresses in it. */
function reasonOf(error: unknown): string {
  if (error instanceof UndeliverableMail) return error.message;
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/**
 * Sends mails one by one in the order in which they came, beside the requests that caused them. A mail that failed
 * waits for its next try without holding up the others. They wait in memory alone: what is in them must not be stored.
 */
export class Outbox implements PostBox {
  readonly #carrier: Carrier;
  readonly #logger: Logger;
  readonly #limits: OutboxLimits;
  readonly #waiting: Letter[] = [];
  readonly #later = new Set<NodeJS.Timeout>();
  #work: Promise<void> | undefined;
  #onWay = 0;
  #isStopping = false;

  constructor(carrier: Carrier, logger: Logger, limits: OutboxLimits = outboxLimits) {
    this.#carrier = carrier;
    this.#logger = logger;
    this.#limits = limits;
  }

  post(mail: Mail): void {
    if (this.#isStopping || this.#waiting.length + this.#later.size >= this.#limits.waiting) {
      this.#logger.error({ waiting: this.#waiting.length + this.#later.size }, 'a mail was not taken');
      return;
    }
    this.#put({ mail, tried: 0 });
  }

  /** Ends after what waits for its first try was sent, but soon; what is left then is lost. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const forgotten = this.#later.size;
    for (const timer of this.#later) clearTimeout(timer);
    await Promise.race([this.#work, delay(this.#limits.farewellMs, undefined, { ref: false })]);
    const lost = forgotten + this.#waiting.length + this.#onWay;
    if (lost > 0) this.#logger.warn({ mails: lost }, 'mails were not sent before the stop');
    this.#carrier.close();
  }

  #put(letter: Letter): void {
    this.#waiting.push(letter);
    // Not in this turn: the answer of the request goes first.
    this.#work ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#sendAll());
  }

  async #sendAll(): Promise<void> {
    for (let letter = this.#waiting.shift(); letter; letter = this.#waiting.shift()) {
      this.#onWay = 1;
      await this.#send(letter);
      this.#onWay = 0;
    }
    this.#work = undefined;
  }

  async #send({ mail, tried }: Letter): Promise<void> {
    const limit = timeLimit(this.#limits.tryMs);
    try {
      await this.#carrier.carry(mail, limit.signal);
    } catch (error) {
      const waitMs = error instanceof UndeliverableMail ? undefined : this.#limits.retryMs[tried];
      const reason = reasonOf(error);
      if (waitMs === undefined || this.#isStopping) {
        this.#logger.error({ reason, tries: tried + 1 }, 'a mail could not be sent');
        return;
      }
      this.#logger.warn({ reason, tries: tried + 1 }, 'a mail could not be sent yet');
      const timer = setTimeout(() => {
        this.#later.delete(timer);
        this.#put({ mail, tried: tried + 1 });
      }, waitMs);
      this.#later.add(timer);
    } finally {
      limit.clear();
    }
  }
}
