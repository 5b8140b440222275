import type { Generated, Selectable } from 'kysely';

/** What a notification is about. */
export const notificationKinds = [
  'job.completed',
  'job.failed',
  'job.cancelled',
  'event.raised',
  'alert.firing',
  'alert.resolved',
  'member.joined',
  'member.role_changed',
  'api_key.revoked',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

interface NotificationTable {
  id: Generated<string>;
  tenant_id: string;
  user_id: string;
  kind: NotificationKind;
  title: string;
  body: string;
  link: string | null;
  created_at: Generated<Date>;
  read_at: Date | null;
}

/** The table of the domain notifications; ends of jobs and grave events are added by triggers. */
export interface NotificationTables {
  notifications: NotificationTable;
}

/** One row of `notifications`. */
export type NotificationRow = Selectable<NotificationTable>;
