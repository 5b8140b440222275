import type { Logger } from '../../telemetry/logger.ts';
import { attempt, type AttemptMeans } from './attempt.ts';
import type { ClaimedDelivery, DeliveryQueue } from './queue.ts';

/** Deliveries under way at once, over all tenants. */
const concurrency = 16;
/** NOTIFY wakes the dispatcher; the slow look is for notifications that were lost and leases that ran out. */
const lookEveryMs = 2_000;
const soonestLookMs = 10;
const forgetEveryMs = 3_600_000;

interface DispatcherOptions {
  queue: Pick<DeliveryQueue, keyof DeliveryQueue>;
  means: AttemptMeans;
  logger: Logger;
}

/** Sends what waits in the queue of deliveries, retries included. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #running = new Set<Promise<void>>();
  readonly #abort = new AbortController();
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #timer: NodeJS.Timeout | undefined;
  #forgotAt = 0;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /** Looks for deliveries that are due; while it looks already, once more after that. */
  wake(): void {
    if (this.#abort.signal.aborted) return;
    if (this.#looking !== undefined) {
      this.#lookAgain = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#looking = this.#look()
      .catch((error: unknown) => {
        this.#options.logger.warn({ err: error }, 'waiting deliveries could not be looked for');
        return lookEveryMs;
      })
      .then((waitMs) => {
        this.#looking = undefined;
        if (this.#lookAgain) {
          this.#lookAgain = false;
          this.wake();
        } else if (!this.#abort.signal.aborted) {
          this.#timer = setTimeout(() => this.wake(), waitMs);
        }
      });
  }

  /** Takes nothing new, and gives what is under way back to the queue. */
  async stop(): Promise<void> {
    this.#abort.abort(new Error('the platform is stopping'));
    clearTimeout(this.#timer);
    await this.#looking;
    await Promise.all(this.#running);
  }

  /** Takes what is due, as far as there is room; gives how long to wait until the next look. */
  async #look(): Promise<number> {
    const { queue } = this.#options;
    if (Date.now() - this.#forgotAt > forgetEveryMs) {
      this.#forgotAt = Date.now();
      await queue.forgetOld();
    }
    while (this.#running.size < concurrency && !this.#abort.signal.aborted) {
      const delivery = await queue.claim();
      if (delivery === null) break;
      const done = this.#deliver(delivery).finally(() => {
        this.#running.delete(done);
        this.wake();
      });
      this.#running.add(done);
    }
    const dueInMs = await queue.nextDueInMs();
    return Math.min(lookEveryMs, Math.max(soonestLookMs, Math.ceil(dueInMs ?? lookEveryMs)));
  }

  async #deliver(delivery: ClaimedDelivery): Promise<void> {
    const { queue, means, logger } = this.#options;
    const { id, kind, body, secret, url } = delivery;
    const startedAt = new Date().toISOString();
    const started = performance.now();
    try {
      const message = { deliveryId: id, kind, body, secret };
      const outcome = await attempt(url, message, means, this.#abort.signal);
      await queue.record(delivery, outcome, { startedAt, durationMs: performance.now() - started });
    } catch (error) {
      if (!this.#abort.signal.aborted)
        logger.error({ err: error, deliveryId: id }, 'a delivery was not recorded');
      await queue
        .release(delivery)
        .catch((failure: unknown) => logger.warn({ err: failure }, 'a delivery was not given back'));
    }
  }
}
