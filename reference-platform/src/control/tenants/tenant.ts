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

/** How firmly a tenant's row is held, the weakest first. */
export type TenantHold =
  /** The tenant stays while the transaction lasts. */
  | 'present'
  /** Also: changes of the tenant and of its members wait in a row. */
  | 'exclusive'
  /** Also: nobody else holds it. Asked for at once, since a removal that begins with less meets others half-way. */
  | 'removal';

/**
 * Locks a tenant's row until the transaction ends and returns it; undefined when it is gone. Taken before rows
 * of its users, so that a removal of the tenant and a change never wait for each other in a circle.
 */
export function lockTenant(
  trx: Transaction<Schema>,
  tenantId: string,
  hold: TenantHold,
): Promise<Selectable<TenantTable> | undefined> {
  const query = trx.selectFrom('tenants').selectAll().where('id', '=', tenantId);
  switch (hold) {
    case 'present':
      return query.forKeyShare().executeTakeFirst();
    case 'exclusive':
      return query.forNoKeyUpdate().executeTakeFirst();
    case 'removal':
      return query.forUpdate().executeTakeFirst();
  }
}

/** The next `updated_at`: now, but always later than before, so that each change has a time of its own. */
export const nextUpdatedAt = sql<Date>`greatest(now(), updated_at + interval '1 millisecond')`;
