import * as z from 'zod/mini';
import { listOf } from './common.ts';

export const Notification = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  link: z.nullable(z.string()),
  createdAt: z.string(),
  readAt: z.nullable(z.string()),
});
export type Notification = z.infer<typeof Notification>;
export const NotificationList = listOf(Notification);

/** How many became read. */
export const Marked = z.object({ marked: z.number() });

export const UnreadCount = z.object({ unreadCount: z.number() });

/** What the channel of notifications sends; every message says how many are unread now. */
export const NotificationMessage = z.object({
  type: z.enum(['hello', 'notification', 'unread']),
  unreadCount: z.number(),
  notification: z.optional(Notification),
});

export const ChannelTicket = z.object({ ticket: z.string() });
