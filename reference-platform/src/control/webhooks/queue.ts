import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../database/database.ts';
import type { AttemptOutcome } from './attempt.ts';
import type { DeliveryAttempt } from './tables.ts';

/** A delivery in a dispatcher's hand. */
export interface ClaimedDelivery {
  id: string;
  tenantId: string;
  kind: string;
  body: string;
  url: string;
  secret: string;
  /** How many tries there were before this one. */
  tried: number;
}

/** Tries of one delivery in all. */
export const mostAttempts = 3;

/** How much longer each wait is than the one before. */
const backOffFactor = 4;

/** How long the history of deliveries is kept. */
const keptDays = 30;

const claimedRow = z.object({
  id: z.uuid(),
  tenant_id: z.uuid(),
  kind: z.string(),
  body: z.string(),
  url: z.string(),
  secret: z.string(),
  tried: z.int(),
});

/** The rows of `webhook_deliveries` as a queue. A lease that ran out frees what a dead dispatcher had in hand. */
export class DeliveryQueue {
  readonly #database: Database;
  readonly #leaseMs: number;
  readonly #backOffMs: number;

  /** `leaseMs` has to be longer than any try takes; `backOffMs` is the wait before the second try. */
  constructor(database: Database, { leaseMs, backOffMs }: { leaseMs: number; backOffMs: number }) {
    this.#database = database;
    this.#leaseMs = leaseMs;
    this.#backOffMs = backOffMs;
  }

  /**
   * Takes the delivery that is due the longest, or null. A webhook with a delivery in hand waits, so that a slow
   * receiver holds up only itself; so does a tenant that is not active.
   */
  async claim(): Promise<ClaimedDelivery | null> {
    const { rows } = await sql`
      update webhook_deliveries delivery
      set leased_until = clock_timestamp() + ${this.#leaseMs} * interval '1 millisecond'
      from webhooks webhook
      where webhook.id = delivery.webhook_id and webhook.tenant_id = delivery.tenant_id and delivery.id = (
        select due.id from webhook_deliveries due
        join webhooks of_due on of_due.id = due.webhook_id and of_due.tenant_id = due.tenant_id
        join tenants on tenants.id = due.tenant_id and tenants.status = 'active'
        where due.status = 'pending' and due.next_attempt_at <= clock_timestamp()
          and (due.leased_until is null or due.leased_until < clock_timestamp())
          and not exists (
            select from webhook_deliveries busy
            where busy.webhook_id = due.webhook_id and busy.status = 'pending' and busy.leased_until > clock_timestamp())
        order by due.next_attempt_at, due.id
        limit 1 for no key update of due, of_due skip locked)
      returning delivery.id, delivery.tenant_id, delivery.kind, delivery.body, webhook.url, webhook.secret,
        jsonb_array_length(delivery.attempts) as tried`.execute(this.#database.direct);
    if (rows.length === 0) return null;
    const { tenant_id: tenantId, ...row } = claimedRow.parse(rows[0]);
    return { ...row, tenantId };
  }

  /** Writes a try down: the end of the delivery, or when it is tried next. */
  async record(
    delivery: ClaimedDelivery,
    outcome: AttemptOutcome,
    times: Pick<DeliveryAttempt, 'startedAt' | 'durationMs'>,
  ): Promise<void> {
    const number = delivery.tried + 1;
    const { status, error } = outcome;
    const entry: DeliveryAttempt = { number, ...times, status, error };
    const again = outcome.passing && number < mostAttempts;
    const waitMs = this.#backOffMs * backOffFactor ** delivery.tried;
    await sql`
      update webhook_deliveries
      set attempts = attempts || ${JSON.stringify([entry])}::jsonb, leased_until = null,
        status = ${again ? 'pending' : error === null ? 'delivered' : 'failed'},
        next_attempt_at = ${again ? sql`clock_timestamp() + ${waitMs} * interval '1 millisecond'` : sql`null`},
        finished_at = ${again ? sql`null` : sql`clock_timestamp()`}
      where tenant_id = ${delivery.tenantId} and id = ${delivery.id} and status = 'pending'`.execute(
      this.#database.direct,
    );
  }

  /** Gives a delivery back as if it had not been tried: this process is stopping. */
  async release(delivery: ClaimedDelivery): Promise<void> {
    await this.#database.direct
      .updateTable('webhook_deliveries')
      .set({ leased_until: null })
      .where('tenant_id', '=', delivery.tenantId)
      .where('id', '=', delivery.id)
      .execute();
  }

  /** Forgets deliveries that ended more than 30 days ago. */
  async forgetOld(): Promise<void> {
    await sql`
      delete from webhook_deliveries where id in (
        select id from webhook_deliveries where finished_at < now() - ${keptDays} * interval '1 day' limit 10000)`.execute(
      this.#database.direct,
    );
  }

  /** In how many milliseconds the next delivery comes due that is not due yet, or null where none waits. */
  async nextDueInMs(): Promise<number | null> {
    const { rows } = await sql<{ in_ms: number | null }>`
      select (extract(epoch from min(greatest(next_attempt_at, leased_until)) - clock_timestamp()) * 1000)::float8 as in_ms
      from webhook_deliveries
      where status = 'pending' and greatest(next_attempt_at, leased_until) > clock_timestamp()`.execute(
      this.#database.direct,
    );
    return rows[0]?.in_ms ?? null;
  }
}
