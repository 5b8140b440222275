import type { LookupContext } from '../../http/declaration.ts';
import { problem } from '../../http/problem.ts';
import { findStream } from './queries.ts';
import type { StreamRow } from './tables.ts';

/** The stream that a path names. Throws 404. */
export async function streamOfPath(context: LookupContext<{ id: string }>): Promise<StreamRow> {
  const { tenantId, params } = context;
  const row = await context.tenantTransaction((trx) => findStream(trx, tenantId, params.id));
  if (row === undefined) throw problem.notFound();
  return row;
}
