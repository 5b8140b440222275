import type { Transaction } from 'kysely';
import type { Database } from '../../database/database.ts';
import { readPage, type Page, type PageRange } from '../../database/page.ts';
import type { Schema } from '../../database/schema.ts';
import { problem } from '../../http/problem.ts';
import type { TenantRole } from '../../http/principal.ts';
import { containing } from '../identity/text.ts';
import { found } from '../rows.ts';
import { lockTenant } from '../tenants/tenant.ts';
import { memberColumns, type MemberRow } from './member.ts';

/** What a list of members is narrowed to; `q` is found in the name or the e-mail address, whatever its case. */
export interface MemberFilter {
  role?: TenantRole | undefined;
  q?: string | undefined;
}

/** A page of a tenant's members, newest first, and how many the filter fits. */
export function listMembers(
  database: Database,
  tenantId: string,
  { role, q }: MemberFilter,
  range: PageRange,
): Promise<Page<MemberRow>> {
  return database.tenant(tenantId, (trx) => {
    let query = trx.selectFrom('users').where('tenant_id', '=', tenantId);
    if (role !== undefined) query = query.where('role', '=', role);
    if (q !== undefined) {
      const pattern = containing(q);
      query = query.where((where) =>
        where.or([where('name', 'ilike', pattern), where('email', 'ilike', pattern)]),
      );
    }
    return readPage(query.select(memberColumns).orderBy('created_at', 'desc').orderBy('id', 'desc'), range);
  });
}

/** One member of a tenant. Throws 404. */
export async function findMember(trx: Transaction<Schema>, tenantId: string, id: string): Promise<MemberRow> {
  return found(
    await trx
      .selectFrom('users')
      .select(memberColumns)
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .executeTakeFirst(),
  );
}

/**
 * One member, locked together with the tenant: changes of members wait in a row, so that two owners cannot
 * take each other away at once. Throws 404.
 */
export async function lockMember(trx: Transaction<Schema>, tenantId: string, id: string): Promise<MemberRow> {
  await lockTenant(trx, tenantId, 'exclusive');
  return findMember(trx, tenantId, id);
}

/** Throws 409 unless the tenant has an active owner besides this one. Call with the tenant locked. */
export async function requireOtherOwner(
  trx: Transaction<Schema>,
  tenantId: string,
  id: string,
): Promise<void> {
  const other = await trx
    .selectFrom('users')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('role', '=', 'owner')
    .where('status', '=', 'active')
    .where('id', '!=', id)
    .limit(1)
    .executeTakeFirst();
  if (!other) throw problem.conflict('A tenant keeps at least one active owner.');
}
