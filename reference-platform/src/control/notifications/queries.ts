import type { Kysely, Transaction } from 'kysely';
import { countRows, readPage, type Page, type PageRange } from '../../database/page.ts';
import type { Schema } from '../../database/schema.ts';
import type { NotificationKind, NotificationRow } from './tables.ts';

/** Whose notifications are meant: a member of a tenant. */
export interface Reader {
  tenantId: string;
  userId: string;
}

interface NotificationFilter extends PageRange {
  unread?: boolean | undefined;
  kind?: NotificationKind | undefined;
}

const notificationsOf = (trx: Kysely<Schema>, { tenantId, userId }: Reader) =>
  trx.selectFrom('notifications').where('tenant_id', '=', tenantId).where('user_id', '=', userId);

/** One notification of the reader; undefined where there is none, or where it is somebody else's. */
export async function findNotification(
  trx: Kysely<Schema>,
  reader: Reader,
  id: string,
): Promise<NotificationRow | undefined> {
  return notificationsOf(trx, reader).selectAll().where('id', '=', id).executeTakeFirst();
}

/** Those of these notifications that are the reader’s, in the order of `ids`. */
export async function findNotifications(
  trx: Kysely<Schema>,
  reader: Reader,
  ids: readonly string[],
): Promise<NotificationRow[]> {
  if (ids.length === 0) return [];
  const rows = await notificationsOf(trx, reader)
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  return rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/** One page of the reader's notifications, newest first, and how many the filter fits. */
export async function listNotifications(
  trx: Transaction<Schema>,
  reader: Reader,
  { unread, kind, ...range }: NotificationFilter,
): Promise<Page<NotificationRow>> {
  let selection = notificationsOf(trx, reader);
  if (unread !== undefined) selection = selection.where('read_at', unread ? 'is' : 'is not', null);
  if (kind !== undefined) selection = selection.where('kind', '=', kind);
  return readPage(selection.selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc'), range);
}

/** How many notifications the reader has not read. */
export function countUnread(trx: Kysely<Schema>, reader: Reader): Promise<number> {
  return countRows(notificationsOf(trx, reader).where('read_at', 'is', null));
}
