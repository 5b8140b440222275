import { sql, type Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { TenantRole } from '../../http/principal.ts';
import type { NotificationKind } from './tables.ts';

/** What the recipients read. `link` is a path of the web interface, with a leading slash. */
export interface Message {
  kind: NotificationKind;
  title: string;
  body: string;
  link: string | null;
}

/** Members by id, all who have one of the roles, or both; nobody twice, and never `except`. */
export interface Recipients {
  users?: readonly string[];
  roles?: readonly TenantRole[];
  except?: string;
}

/**
 * Gives a notification to each recipient who is an active member of the tenant, in the caller's transaction: it
 * stands and is announced to open pages when that commits. Returns how many there were.
 */
export async function notify(
  trx: Transaction<Schema>,
  tenantId: string,
  { users = [], roles = [], except }: Recipients,
  message: Message,
): Promise<number> {
  let people = trx
    .selectFrom('users')
    .where('tenant_id', '=', tenantId)
    .where('status', '=', 'active')
    .where((where) =>
      where.or([
        where('id', '=', sql<string>`any(${[...users]}::uuid[])`),
        where('role', '=', sql<TenantRole>`any(${[...roles]}::text[])`),
      ]),
    );
  if (except !== undefined) people = people.where('id', '!=', except);
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('notifications')
    .columns(['tenant_id', 'user_id', 'kind', 'title', 'body', 'link'])
    .expression(
      people.select([
        sql<string>`${tenantId}::uuid`.as('tenant'),
        'id',
        sql<string>`${message.kind}::text`.as('kind'),
        sql<string>`${message.title}::text`.as('title'),
        sql<string>`${message.body}::text`.as('body'),
        sql<string | null>`${message.link}::text`.as('link'),
      ]),
    )
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0n);
}
