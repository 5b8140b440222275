import { sql, type Selectable, type Transaction } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Schema } from '../database/schema.ts';
import { enqueueDeliveries } from './deliveries.ts';
import { EVENTS_CHANNEL, type EventAnnouncement, type NewEvent } from './event.ts';

const longestTitle = 300;

/**
 * Records an event in the caller's transaction, of the tenant's or the system role, together with the deliveries of
 * the webhooks that want it: committed with what it tells of, or not at all. It is announced on `assay_events` when the
 * transaction commits. Both planes raise events.
 */
export async function raiseEvent(
  trx: Transaction<Schema>,
  tenantId: string,
  event: NewEvent,
): Promise<Selectable<Schema['events']>> {
  const row = await trx
    .insertInto('events')
    .values({
      id: uuid(),
      tenant_id: tenantId,
      kind: event.kind,
      severity: event.severity,
      title: Array.from(event.title).slice(0, longestTitle).join(''),
      source_type: event.source.type,
      source_id: event.source.id,
      entity: event.entity ?? null,
      details: JSON.stringify(event.details ?? {}),
      occurred_at: event.occurredAt ?? new Date(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await enqueueDeliveries(trx, row);
  const announcement: EventAnnouncement = { tenantId, eventId: row.id, severity: row.severity };
  await sql`select pg_notify(${EVENTS_CHANNEL}, ${JSON.stringify(announcement)})`.execute(trx);
  return row;
}
