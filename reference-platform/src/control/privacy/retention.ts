import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../../database/schema.ts';

const longest = 3650;
const days = (least: number) => z.int().min(least).max(longest);

/** Days that things of each kind are kept; the audit log at least 30. */
export const retentionSchema = z
  .strictObject({
    audit: days(30),
    /** Sessions that have ended, with their refresh tokens: counted from their end. */
    sessions: days(1),
    /** Finished jobs. */
    jobs: days(1),
    detections: days(1),
    events: days(1),
    notifications: days(1),
    streamPoints: days(1),
    /** Files of finished privacy exports. */
    exports: days(1),
  })
  .meta({ id: 'Retention' });
/** The parsed form of `retentionSchema`. */
export type RetentionDays = z.infer<typeof retentionSchema>;

/** What applies to a tenant that has not said otherwise. */
export const defaultRetention: RetentionDays = {
  audit: 365,
  sessions: 30,
  jobs: 90,
  detections: 365,
  events: 365,
  notifications: 90,
  streamPoints: 30,
  exports: 7,
};

/** How long a tenant keeps what. Kinds that are newer than its choice have their default. */
export async function retentionOf(trx: Transaction<Schema>, tenantId: string): Promise<RetentionDays> {
  const row = await trx
    .selectFrom('retention_policies')
    .select('days')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return { ...defaultRetention, ...row?.days };
}
