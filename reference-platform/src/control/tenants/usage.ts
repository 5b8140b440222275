import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Plan } from '../../http/principal.ts';

const gibibyte = 1024 ** 3;

/** How many bytes of uploads and models belong to a plan. */
export const storageLimitBytes: Readonly<Record<Plan, number>> = {
  trial: 5 * gibibyte,
  standard: 100 * gibibyte,
  enterprise: 1024 * gibibyte,
};

/** What a tenant has. `storageBytes` counts uploads as they were sent, and model files. */
export interface Holdings {
  datasets: number;
  detectors: number;
  members: number;
  storageBytes: number;
}

/** Counts what a tenant has, in one statement. */
export async function countHoldings(database: Database, tenantId: string): Promise<Holdings> {
  const { rows } = await database.tenant(tenantId, (trx) =>
    sql<Holdings>`
      select
        (select count(*) from datasets where tenant_id = ${tenantId}) as "datasets",
        (select count(*) from detectors where tenant_id = ${tenantId}) as "detectors",
        (select count(*) from users where tenant_id = ${tenantId}) as "members",
        ((select coalesce(sum(size_bytes), 0) from datasets where tenant_id = ${tenantId})
          + (select coalesce(sum(model_bytes), 0) from detector_versions where tenant_id = ${tenantId}))::bigint
          as "storageBytes"
    `.execute(trx),
  );
  const [holdings] = rows;
  if (!holdings) throw new Error('a count has one row');
  return holdings;
}
