import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { NotificationKind, NotificationRow } from './tables.ts';

/** Whose notifications are meant: a member of a tenant. */
export interface Reader {
  tenantId: string;
  userId: string;
}

interface NotificationFilter {
  unread?: boolean | undefined;
  kind?: NotificationKind | undefined;
  limit: number;
  offset: number;
}

/** One notification of the reader; undefined where there is none, or where it is somebody else's. */
export async function findNotification(
  trx: Kysely<Schema>,
  { tenantId, userId }: Reader,
  id: string,
): Promise<NotificationRow | undefined> {
  return trx
    .selectFrom('notifications')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Those of these notifications that are the reader’s, in the order of `ids`. */
export async function findNotifications(
  trx: Kysely<Schema>,
  { tenantId, userId }: Reader,
  ids: readonly string[],
): Promise<NotificationRow[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('notifications')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('id', 'in', [...ids])
    .execute();
  return rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/** One page of the reader's notifications, newest first, and how many the filter fits. */
export async function listNotifications(
  trx: Transaction<Schema>,
  { tenantId, userId }: Reader,
  { unread, kind, limit, offset }: NotificationFilter,
): Promise<{ rows: NotificationRow[]; total: number }> {
  let selection = trx
    .selectFrom('notifications')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId);
  if (unread !== undefined) selection = selection.where('read_at', unread ? 'is' : 'is not', null);
  if (kind !== undefined) selection = selection.where('kind', '=', kind);
  const { total } = await selection
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await selection
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows, total };
}

/** How many notifications the reader has not read. */
export async function countUnread(trx: Kysely<Schema>, { tenantId, userId }: Reader): Promise<number> {
  const { unread } = await trx
    .selectFrom('notifications')
    .select((eb) => eb.fn.countAll<number>().as('unread'))
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return unread;
}
