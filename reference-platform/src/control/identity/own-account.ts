import type { Selectable, Transaction } from 'kysely';
import type { Database, Work } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { problem } from '../../http/problem.ts';
import { tenantRoles, type Principal } from '../../http/principal.ts';
import type { UserTable } from './tables.ts';

/** Who may look after their own account: every member and every operator, but no API key. */
export const everybody = { roles: tenantRoles, operators: true } as const;

/** A transaction for reading the caller's own account: as their tenant, or as the system role for operators. */
export function ownTransaction<Result>(
  database: Database,
  principal: Principal,
  work: Work<Result>,
): Promise<Result> {
  return principal.tenantId === null ? database.system(work) : database.tenant(principal.tenantId, work);
}

/** The caller's own row, locked. Throws 401 when the account was removed since the call began. */
export async function lockOwnUser(
  trx: Transaction<Schema>,
  principal: Principal,
): Promise<Selectable<UserTable>> {
  const row = await trx
    .selectFrom('users')
    .selectAll()
    .where('id', '=', principal.id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw problem.unauthenticated();
  return row;
}
