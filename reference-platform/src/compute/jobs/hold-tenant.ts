import type { Transaction } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';

/**
 * Holds a tenant before rows below it are changed, so that its removal, which goes through the same rows from the other
 * end, waits instead of standing in a circle. False when the tenant is gone.
 */
export async function holdTenant(trx: Transaction<Schema>, tenantId: string): Promise<boolean> {
  const held = await trx
    .selectFrom('tenants')
    .select('id')
    .where('id', '=', tenantId)
    .forKeyShare()
    .executeTakeFirst();
  return held !== undefined;
}

/**
 * Whether a tenant was removed: what work for it ran into then (a folder that is gone, a row without the one above it)
 * is no failure of the platform. Its files go after its rows, so a folder is not missed before this says so.
 */
export async function isTenantGone(database: Database, tenantId: string): Promise<boolean> {
  const row = await database.direct
    .selectFrom('tenants')
    .select('id')
    .where('id', '=', tenantId)
    .executeTakeFirst();
  return row === undefined;
}
