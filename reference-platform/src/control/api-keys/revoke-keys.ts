import { sql, type Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { TenantRole } from '../../http/principal.ts';

/** The roles that make API keys, and revoke them. */
export const keyHolders = ['owner', 'admin'] as const satisfies TenantRole[];

/** Whether somebody of that role may have made keys that still open something. */
export function mayHoldKeys(role: TenantRole | 'operator'): boolean {
  return keyHolders.some((holder) => holder === role);
}

/** Revokes the keys that a member made: who made one knows its secret, and must not keep it as a way back in. */
export async function revokeKeysOf(
  trx: Transaction<Schema>,
  tenantId: string,
  memberId: string,
): Promise<void> {
  await trx
    .updateTable('api_keys')
    .set({ revoked_at: sql<Date>`clock_timestamp()` })
    .where('tenant_id', '=', tenantId)
    .where(sql`created_by ->> 'id'`, '=', memberId)
    .where('revoked_at', 'is', null)
    .execute();
}
