import { z } from 'zod';
import { countSchema, idSchema, instantSchema } from '../common/schemas.ts';

export const notificationKindSchema = z.enum([
  'job.completed',
  'job.failed',
  'job.cancelled',
  'event.raised',
  'alert.firing',
  'alert.resolved',
  'member.joined',
  'member.role_changed',
  'api_key.revoked',
]);
export type NotificationKind = z.infer<typeof notificationKindSchema>;

export const notificationSchema = z.strictObject({
  id: idSchema,
  kind: notificationKindSchema,
  title: z.string().min(1),
  body: z.string().min(1),
  /** A path of the web interface. */
  link: z.string().startsWith('/').nullable(),
  createdAt: instantSchema,
  /** Null while it is unread. */
  readAt: instantSchema.nullable(),
});
export type Notification = z.infer<typeof notificationSchema>;

export const unreadCountSchema = z.strictObject({ unreadCount: countSchema });
export type UnreadCount = z.infer<typeof unreadCountSchema>;

export const markedSchema = z.strictObject({ marked: countSchema });
export type Marked = z.infer<typeof markedSchema>;
