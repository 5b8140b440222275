import { sql, type RawBuilder } from 'kysely';
import type { RetentionDays } from './retention.ts';

/** Rows that go in the order of nothing: they have neither files nor a chain. */
export interface SweepRule {
  kind: keyof RetentionDays;
  table: string;
  /** When the row's time began to count; null where it has not yet. */
  since: RawBuilder<Date | null>;
}

/** What the sweeper removes by statement alone. Deliveries, batches and the like go with the rows that they belong to. */
export const sweepRules: readonly SweepRule[] = [
  { kind: 'sessions', table: 'sessions', since: sql`least(swept.revoked_at, swept.expires_at)` },
  { kind: 'sessions', table: 'refresh_tokens', since: sql`swept.expires_at` },
  { kind: 'sessions', table: 'password_resets', since: sql`swept.expires_at` },
  {
    kind: 'jobs',
    table: 'jobs',
    since: sql`case when swept.status in ('completed', 'failed', 'cancelled') then swept.finished_at end`,
  },
  { kind: 'events', table: 'events', since: sql`swept.created_at` },
  { kind: 'notifications', table: 'notifications', since: sql`swept.created_at` },
  { kind: 'streamPoints', table: 'stream_points', since: sql`swept.received_at` },
];
