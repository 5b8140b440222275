import { sql, type Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { found } from '../rows.ts';
import { NOTIFICATIONS_CHANNEL } from './announcement.ts';
import { findNotification, type Reader } from './queries.ts';
import type { NotificationRow } from './tables.ts';

/** Marks one notification as read; one that was read before keeps its time. Throws 404 where it is gone meanwhile. */
export async function markRead(
  trx: Transaction<Schema>,
  reader: Reader,
  id: string,
): Promise<NotificationRow> {
  const marked = await trx
    .updateTable('notifications')
    .set({ read_at: sql<Date>`clock_timestamp()` })
    .where('tenant_id', '=', reader.tenantId)
    .where('user_id', '=', reader.userId)
    .where('id', '=', id)
    .where('read_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (marked !== undefined) {
    await announceReading(trx, reader);
    return marked;
  }
  return found(await findNotification(trx, reader, id));
}

/** Marks all that the reader has as read and returns how many were unread. */
export async function markAllRead(trx: Transaction<Schema>, reader: Reader): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('notifications')
    .set({ read_at: sql<Date>`clock_timestamp()` })
    .where('tenant_id', '=', reader.tenantId)
    .where('user_id', '=', reader.userId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) await announceReading(trx, reader);
  return Number(numUpdatedRows);
}

/** Tells the reader's other pages, when the transaction commits, that their count has changed. */
async function announceReading(trx: Transaction<Schema>, { tenantId, userId }: Reader): Promise<void> {
  const announcement = JSON.stringify({ tenantId, userId, notificationId: null });
  await sql`select pg_notify(${NOTIFICATIONS_CHANNEL}, ${announcement})`.execute(trx);
}
