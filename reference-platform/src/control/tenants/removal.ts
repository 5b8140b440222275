import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { problem } from '../../http/problem.ts';

/**
 * Deletes a tenant with all its rows, by cascade: users and sessions, keys, data, jobs and its audit chain. Runs
 * as the system role. Throws 404 when it is gone already.
 */
export async function deleteTenant(trx: Transaction<Schema>, tenantId: string): Promise<void> {
  const { numDeletedRows } = await trx
    .deleteFrom('tenants')
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow();
  if (numDeletedRows === 0n) throw problem.notFound();
}
