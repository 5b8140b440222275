import type { Transaction } from 'kysely';
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
