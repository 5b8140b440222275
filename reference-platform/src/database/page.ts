import type { SelectQueryBuilder, Simplify } from 'kysely';

/** Which part of a list is meant. */
export interface PageRange {
  limit: number;
  offset: number;
}

/** A part of a list, and how many rows the whole list has. */
export interface Page<Row> {
  rows: Row[];
  total: number;
}

/**
 * One page of a selection in its order, and how many rows the selection has in all. The page with the last row tells that
 * itself; after any other, the rows are counted.
 */
export async function readPage<DB, Table extends keyof DB, Row>(
  selection: SelectQueryBuilder<DB, Table, Row>,
  { limit, offset }: PageRange,
): Promise<Page<Simplify<Row>>> {
  const rows = await selection.limit(limit).offset(offset).execute();
  if (rows.length < limit && (rows.length > 0 || offset === 0)) return { rows, total: offset + rows.length };
  return { rows, total: await countRows(selection.clearSelect().clearOrderBy()) };
}

/** How many rows a selection has. */
export async function countRows<DB, Table extends keyof DB>(
  selection: SelectQueryBuilder<DB, Table, object>,
): Promise<number> {
  const { total } = await selection
    .select((expression) => expression.fn.countAll<number>().as('total'))
    // The compiler cannot work out a row's type where the tables are a parameter.
    .$castTo<{ total: number }>()
    .executeTakeFirstOrThrow();
  return total;
}
