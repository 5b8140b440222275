import { sql, type Selectable, type Transaction } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Schema } from '../database/schema.ts';
import { DELIVERIES_CHANNEL, eventSeverities } from './event.ts';

type EventRow = Selectable<Schema['events']>;

/** What a webhook is sent of an event: the event as it was when it was raised. */
export function eventBody(row: EventRow): string {
  return JSON.stringify({
    type: 'event.raised',
    event: {
      id: row.id,
      kind: row.kind,
      severity: row.severity,
      title: row.title,
      source: { type: row.source_type, id: row.source_id },
      entity: row.entity,
      details: row.details,
      occurredAt: row.occurred_at.toISOString(),
    },
  });
}

/** Queues one delivery of an event for each webhook of its tenant that wants its kind and severity. */
export async function enqueueDeliveries(trx: Transaction<Schema>, row: EventRow): Promise<void> {
  const mildEnough = eventSeverities.slice(0, eventSeverities.indexOf(row.severity) + 1);
  const webhooks = await trx
    .selectFrom('webhooks')
    .select('id')
    .where('tenant_id', '=', row.tenant_id)
    .where('minimum_severity', 'in', mildEnough)
    .where((eb) => eb.or([eb('kinds', 'is', null), sql<boolean>`kinds ? ${row.kind}`]))
    .forKeyShare()
    .execute();
  if (webhooks.length === 0) return;
  const body = eventBody(row);
  await trx
    .insertInto('webhook_deliveries')
    .values(
      webhooks.map(({ id }) => ({
        id: uuid(),
        tenant_id: row.tenant_id,
        webhook_id: id,
        event_id: row.id,
        kind: row.kind,
        body,
      })),
    )
    .execute();
  await announceDelivery(trx);
}

/** Wakes the dispatcher when the transaction commits. */
export async function announceDelivery(trx: Transaction<Schema>): Promise<void> {
  await sql`select pg_notify(${DELIVERIES_CHANNEL}, '')`.execute(trx);
}
