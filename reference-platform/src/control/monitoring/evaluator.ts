import type { ExpressionBuilder } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { lockTenant } from '../tenants/tenant.ts';
import { evaluateRule } from './evaluate-rule.ts';
import type { Traffic } from './traffic.ts';

/** How often each rule is evaluated, in milliseconds. */
const EVERY_MS = 500;
/** Rules looked at in one pass; the others come first in the next. */
const RULES_A_PASS = 200;

/** Evaluates the alert rules of all tenants, over and over, one at a time, until it is stopped. */
export class AlertEvaluator {
  readonly #database: Database;
  readonly #traffic: Traffic;
  readonly #logger: Logger;
  #stopping = false;
  #timer: NodeJS.Timeout | undefined;
  #pass: Promise<void> = Promise.resolve();

  constructor(database: Database, traffic: Traffic, logger: Logger) {
    this.#database = database;
    this.#traffic = traffic;
    this.#logger = logger;
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#pass = this.#evaluateDue()
        .catch((error: unknown) =>
          this.#logger.warn({ err: error }, 'the alert rules could not be evaluated'),
        )
        .finally(() => {
          if (!this.#stopping) this.start();
        });
    }, EVERY_MS);
  }

  /** Begins no further rule and waits for the one under way. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    await this.#pass;
  }

  async #evaluateDue(): Promise<void> {
    const due = await this.#database.direct
      .selectFrom('alert_rules')
      .select(['id', 'tenant_id'])
      .where(isDue())
      .orderBy('evaluated_at', (order) => order.asc().nullsFirst())
      .limit(RULES_A_PASS)
      .execute();
    for (const rule of due) {
      if (this.#stopping) return;
      await this.#evaluate(rule.tenant_id, rule.id).catch((error: unknown) =>
        this.#logger.warn({ err: error, ruleId: rule.id }, 'an alert rule could not be evaluated'),
      );
    }
  }

  /** In the tenant's own transaction, so that a rule sees nothing of others; of several processes one takes it. */
  async #evaluate(tenantId: string, id: string): Promise<void> {
    await this.#database.tenant(tenantId, async (trx) => {
      if (!(await lockTenant(trx, tenantId, 'present'))) return;
      const rule = await trx
        .selectFrom('alert_rules')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where(isDue())
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      if (rule !== undefined) await evaluateRule(trx, this.#traffic, rule);
    });
  }
}

/** Rules that were not evaluated lately; a little less than the interval, since a pass takes time too. */
function isDue() {
  const before = new Date(Date.now() - EVERY_MS / 2);
  return (where: ExpressionBuilder<Schema, 'alert_rules'>) =>
    where.or([where('evaluated_at', 'is', null), where('evaluated_at', '<=', before)]);
}
