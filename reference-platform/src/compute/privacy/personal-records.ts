import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';

/** One thing that is known of a person: its kind and its content, without secrets. */
export interface PersonalRecord {
  type: string;
  content: unknown;
}

/** Rows read at once. */
const BATCH = 200;

/** What a row is called in an export, where it is not the name of its table. */
const types: Readonly<Record<string, string>> = {
  users: 'members',
  audit_entries: 'audit',
};

/** Tables that hold nothing of a person but secrets, or what the export itself is made from. */
const leftOut = ['refresh_tokens', 'idempotency_keys', 'audit_heads', 'privacy_exports', 'privacy_erasures'];

const secretColumn = /hash|secret|token|password|salt/;

function withoutSecrets(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => !secretColumn.test(name) && name !== 'tenant_id'),
  );
}

async function tablesOfTenants(database: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as "name" from information_schema.columns
    where table_schema = 'assay' and column_name = 'tenant_id' and table_name <> all(${leftOut}::text[])
    order by table_name`.execute(database.direct);
  return rows.map(({ name }) => name);
}

/**
 * Every row of the tenant in which one of the marks (ids, addresses, names) stands, of whatever table, in batches of
 * bounded size. A domain that is added later is found without being named here.
 */
export async function* recordsOf(
  database: Database,
  tenantId: string,
  marks: readonly string[],
  onTable: (done: number) => void,
): AsyncGenerator<PersonalRecord> {
  const tables = await tablesOfTenants(database);
  const texts = marks.map((mark) => JSON.stringify(mark).slice(1, -1));
  for (const [index, table] of tables.entries()) {
    onTable(index / tables.length);
    for (let after = '(0,0)'; ;) {
      const { rows } = await sql<{ place: string; content: Record<string, unknown> }>`
        select ctid::text as "place", to_jsonb(subject) as "content" from ${sql.table(table)} subject
        where tenant_id = ${tenantId} and ctid > ${after}::tid
          and exists (select from unnest(${texts}::text[]) as marks(mark)
            where position(marks.mark in to_jsonb(subject)::text) > 0)
        order by ctid limit ${BATCH}`.execute(database.direct);
      for (const { content } of rows) yield { type: types[table] ?? table, content: withoutSecrets(content) };
      if (rows.length < BATCH) break;
      after = rows.at(-1)?.place ?? after;
    }
  }
}
