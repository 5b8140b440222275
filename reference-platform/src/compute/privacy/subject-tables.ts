import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';

/** A table of tenants' rows, with the columns in which a person's id, name or text may stand. */
export interface PersonalTable {
  name: string;
  textColumns: string[];
  jsonColumns: string[];
}

/**
 * Tables of whose rows the content is not searched: the audit log and accounts have rules of their own, answers kept
 * for retries are encrypted, and requests about people say what is looked for.
 */
const apart = [
  'audit_entries',
  'audit_heads',
  'users',
  'idempotency_keys',
  'privacy_exports',
  'privacy_erasures',
];

/**
 * Every other table with a `tenant_id`, as the database itself lists them: a domain that is added later is found
 * without being named here.
 */
export async function personalTables(database: Database): Promise<PersonalTable[]> {
  const { rows } = await sql<{ name: string; text: string[]; json: string[] }>`
    select c.table_name as "name",
      array_agg(c.column_name::text) filter (where c.data_type = 'text') as "text",
      array_agg(c.column_name::text) filter (where c.data_type = 'jsonb') as "json"
    from information_schema.columns c
    where c.table_schema = 'assay' and c.data_type in ('text', 'jsonb')
      and c.table_name <> all(${apart}::text[])
      and exists (select from information_schema.columns t
        where t.table_schema = 'assay' and t.table_name = c.table_name and t.column_name = 'tenant_id')
    group by c.table_name order by c.table_name`.execute(database.direct);
  return rows.map(({ name, text, json }) => ({
    name,
    textColumns: (text as string[] | null) ?? [],
    jsonColumns: (json as string[] | null) ?? [],
  }));
}
