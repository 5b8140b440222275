import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { LiveHub } from '../live/hub.ts';
import { nextUpdatedAt } from '../tenants/tenant.ts';
import type { StreamStatus } from './state.ts';
import { streamColumns, type StreamRow } from './tables.ts';
import { streamTopic } from './topics.ts';

/** Puts a stream from one state into another; undefined where it is not in that state any more. */
export async function changeStatus(
  trx: Transaction<Schema>,
  stream: Pick<StreamRow, 'id' | 'tenant_id' | 'status'>,
  next: { status: StreamStatus; error: string | null },
): Promise<StreamRow | undefined> {
  return trx
    .updateTable('streams')
    .set({ ...next, status_since: new Date(), updated_at: nextUpdatedAt })
    .where('tenant_id', '=', stream.tenant_id)
    .where('id', '=', stream.id)
    .where('status', '=', stream.status)
    .returning(streamColumns)
    .executeTakeFirst();
}

/** Tells everybody who watches a stream where it stands now. */
export function announceStatus(hub: LiveHub, { id, status, error }: StreamRow): void {
  hub.publish(streamTopic(id), { type: 'status', streamId: id, status, error });
}
