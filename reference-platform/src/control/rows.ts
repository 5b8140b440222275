import type { Transaction } from 'kysely';
import type { Schema } from '../database/schema.ts';
import type { LookupContext } from '../http/declaration.ts';
import { problem } from '../http/problem.ts';

/** A selection of at most one row. */
interface OneRow<Row> {
  executeTakeFirst(): Promise<Row | undefined>;
}

/** Selects the row of a tenant that has this id. */
type ById<Selection> = (trx: Transaction<Schema>, tenantId: string, id: string) => Selection;

/** For `object.find`: the row that a path's `id` names. Throws 404 where the tenant has none of this id. */
export function ofPath<Row>(
  byId: ById<OneRow<Row>>,
): (context: LookupContext<{ id: string }>) => Promise<Row> {
  return async (context) => {
    const { tenantId, params } = context;
    return found(await context.tenantTransaction((trx) => byId(trx, tenantId, params.id).executeTakeFirst()));
  };
}

/** Reads a row and locks it against other changes until the transaction ends. Throws 404 where there is none. */
export function locked<Row>(byId: ById<{ forUpdate(): OneRow<Row> }>) {
  return async (trx: Transaction<Schema>, tenantId: string, id: string): Promise<Row> =>
    found(await byId(trx, tenantId, id).forUpdate().executeTakeFirst());
}

/** What was looked for. Throws 404 where there was none. */
export function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw problem.notFound();
  return row;
}
