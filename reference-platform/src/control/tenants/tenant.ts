import { sql, type Selectable, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../../database/schema.ts';
import { plans } from '../../http/principal.ts';
import { idSchema, timestampSchema } from '../../http/schemas.ts';
import type { TenantTable } from '../identity/tables.ts';

/** One customer of the platform. */
export const tenantSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    plan: z.enum(plans),
    status: z.enum(['active', 'suspended']),
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .meta({ id: 'Tenant' });

/** The parsed form of `tenantSchema`. */
export type Tenant = z.infer<typeof tenantSchema>;

/** A row as the API shows it. */
export function toTenant(row: Selectable<TenantTable>): Tenant {
  return {
    id: row.id,
    name: row.name,
    plan: row.plan,
    status: row.status,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/**
 * Locks a tenant's row until the transaction ends and returns it; undefined when it is gone. `shared`: the
 * tenant stays while the transaction lasts; `exclusive`: changes of its members and of itself wait in a row.
 * Taken before rows of its users, so that a removal of the tenant meets nobody half-way.
 */
export function lockTenant(
  trx: Transaction<Schema>,
  tenantId: string,
  strength: 'shared' | 'exclusive',
): Promise<Selectable<TenantTable> | undefined> {
  const query = trx.selectFrom('tenants').selectAll().where('id', '=', tenantId);
  return (strength === 'shared' ? query.forKeyShare() : query.forNoKeyUpdate()).executeTakeFirst();
}

/** The next `updated_at`: now, but always later than before, so that each change has a time of its own. */
export const nextUpdatedAt = sql<Date>`greatest(now(), updated_at + interval '1 millisecond')`;
