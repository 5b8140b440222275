import { sql, type Selectable, type Transaction } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Schema } from '../database/schema.ts';
import { DELIVERIES_CHANNEL, eventSeverities } from './event.ts';

type EventRow = Selectable<Schema['events']>;

/** What a webhook is sent of an event: the event as it was when it was raised. */
function eventBody(row: EventRow, sequence: number): string {
  return JSON.stringify({
    type: 'event.raised',
    sequence,
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

/** A place among the deliveries of a webhook, from 1. */
interface DeliveryPlace {
  webhookId: string;
  sequence: number;
}

/**
 * Takes the next place among the deliveries of each of these webhooks. It is held until the transaction ends, so that
 * places are in the order of commits and none is left out. Named in the order of their ids, webhooks are never waited for
 * in a circle.
 */
export async function nextPlaces(
  trx: Transaction<Schema>,
  tenantId: string,
  webhookIds: readonly string[],
): Promise<DeliveryPlace[]> {
  return trx
    .insertInto('webhook_sequences')
    .values(webhookIds.map((id) => ({ webhook_id: id, tenant_id: tenantId, latest: 1 })))
    .onConflict((conflict) =>
      conflict.column('webhook_id').doUpdateSet({ latest: sql`webhook_sequences.latest + 1` }),
    )
    .returning(['webhook_id as webhookId', 'latest as sequence'])
    .execute();
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
    .orderBy('id')
    .forKeyShare()
    .execute();
  if (webhooks.length === 0) return;
  const ids = webhooks.map(({ id }) => id);
  const places = await nextPlaces(trx, row.tenant_id, ids);
  await trx
    .insertInto('webhook_deliveries')
    .values(
      places.map(({ webhookId, sequence }) => ({
        id: uuid(),
        tenant_id: row.tenant_id,
        webhook_id: webhookId,
        event_id: row.id,
        sequence,
        kind: row.kind,
        body: eventBody(row, sequence),
      })),
    )
    .execute();
  await announceDelivery(trx);
}

/** Wakes the dispatcher when the transaction commits. */
export async function announceDelivery(trx: Transaction<Schema>): Promise<void> {
  await sql`select pg_notify(${DELIVERIES_CHANNEL}, '')`.execute(trx);
}
