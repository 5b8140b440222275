import { sql, type Transaction } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import type { Plan, Principal } from '../../http/principal.ts';
import { problem } from '../../http/problem.ts';
import { lockTenant } from './tenant.ts';

/** What a tenant has. `storageBytes` counts uploads as they were sent, and model files. */
export interface Holdings {
  datasets: number;
  detectors: number;
  members: number;
  storageBytes: number;
}

/** The plan of a caller who belongs to a tenant; operators have none, and nothing to store. */
export function planOf({ plan }: Principal): Plan {
  if (plan === null) throw problem.forbidden();
  return plan;
}

/** Uploads as they were sent, and model files, in bytes. */
const storedBytes = (tenantId: string) => sql<number>`
  ((select coalesce(sum(size_bytes), 0) from datasets where tenant_id = ${tenantId})
    + (select coalesce(sum(model_bytes), 0) from detector_versions where tenant_id = ${tenantId}))::bigint`;

/**
 * Throws 409 unless `more` bytes belong to the tenant's plan beside what it has. Others that ask wait until the
 * transaction ends, so that of two uploads at once the second counts the first.
 */
export async function requireStorage(
  trx: Transaction<Schema>,
  tenantId: string,
  { more, limit }: { more: number; limit: number },
): Promise<void> {
  await lockTenant(trx, tenantId, 'exclusive');
  const { rows } = await sql<{ stored: number }>`select ${storedBytes(tenantId)} as stored`.execute(trx);
  const stored = rows[0]?.stored ?? 0;
  if (stored + more > limit) {
    throw problem.conflict(
      `The plan has ${limit} bytes of storage, of which ${Math.max(0, limit - stored)} are left.`,
    );
  }
}

/** Counts what a tenant has, in one statement. */
export async function countHoldings(database: Database, tenantId: string): Promise<Holdings> {
  const { rows } = await database.tenant(tenantId, (trx) =>
    sql<Holdings>`
      select
        (select count(*) from datasets where tenant_id = ${tenantId}) as "datasets",
        (select count(*) from detectors where tenant_id = ${tenantId}) as "detectors",
        (select count(*) from users where tenant_id = ${tenantId}) as "members",
        ${storedBytes(tenantId)} as "storageBytes"
    `.execute(trx),
  );
  const [holdings] = rows;
  if (!holdings) throw new Error('a count has one row');
  return holdings;
}
