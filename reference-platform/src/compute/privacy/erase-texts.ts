import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { holdTenant } from '../jobs/hold-tenant.ts';
import { personalTables, type PersonalTable } from './subject-tables.ts';

/** Who is erased from a tenant's rows: ids of the account, texts that stand for the person, and what stands there then. */
export interface Erasable {
  ids: readonly string[];
  texts: readonly string[];
  pseudonym: string;
}

/** As in `jsonb`'s text form, without the quotes around it. */
const asJsonText = (text: string) => JSON.stringify(text).slice(1, -1);

async function eraseFromTable(
  database: Database,
  tenantId: string,
  { name, textColumns, jsonColumns }: PersonalTable,
  { ids, texts, pseudonym }: Erasable,
): Promise<number> {
  let changed = 0;
  await database.system(async (trx) => {
    await holdTenant(trx, tenantId);
    for (const column of textColumns) {
      for (const text of texts) {
        const { numAffectedRows } = await sql`
          update ${sql.table(name)} set ${sql.ref(column)} = replace(${sql.ref(column)}, ${text}, ${pseudonym})
          where tenant_id = ${tenantId} and position(${text} in ${sql.ref(column)}) > 0`.execute(trx);
        changed += Number(numAffectedRows ?? 0n);
      }
    }
    for (const column of jsonColumns) {
      for (const id of ids) {
        const { numAffectedRows } = await sql`
          update ${sql.table(name)} set ${sql.ref(column)} = pseudonymise(${sql.ref(column)}, ${[id]}::text[], ${pseudonym})
          where tenant_id = ${tenantId} and position(${id} in ${sql.ref(column)}::text) > 0`.execute(trx);
        changed += Number(numAffectedRows ?? 0n);
      }
      for (const text of texts.map(asJsonText)) {
        const { numAffectedRows } = await sql`
          update ${sql.table(name)} set ${sql.ref(column)} = replace(${sql.ref(column)}::text, ${text}, ${pseudonym})::jsonb
          where tenant_id = ${tenantId} and position(${text} in ${sql.ref(column)}::text) > 0`.execute(trx);
        changed += Number(numAffectedRows ?? 0n);
      }
    }
  });
  return changed;
}

/**
 * Replaces a person's names and texts in all rows of a tenant, a table a transaction: what was replaced is not found
 * again, so it can be begun anew at any point. Returns how many values changed.
 */
export async function eraseTexts(database: Database, tenantId: string, erasable: Erasable): Promise<number> {
  let changed = 0;
  for (const table of await personalTables(database)) {
    changed += await eraseFromTable(database, tenantId, table, erasable);
  }
  return changed;
}

/** Takes a person's names out of the tenant's audit log; its chain still verifies. Returns how many entries changed. */
export async function eraseAuditNames(
  database: Database,
  tenantId: string,
  { ids, texts }: Erasable,
): Promise<number> {
  const { rows } = await database.system(async (trx) => {
    await holdTenant(trx, tenantId);
    return sql<{ erased: number }>`
      select erase_audit_names(${tenantId}, ${[...ids]}::uuid[], ${[...texts]}::text[]) as erased`.execute(
      trx,
    );
  });
  return rows[0]?.erased ?? 0;
}

/** Answers that are kept for retries are encrypted and may hold names: none from before `asked` is kept. */
export async function forgetAnswers(database: Database, tenantId: string, asked: Date): Promise<void> {
  await database.direct
    .updateTable('idempotency_keys')
    .set({ answer: null })
    .where('tenant_id', '=', tenantId)
    .where('created_at', '<', asked)
    .where('answer', 'is not', null)
    .execute();
}
