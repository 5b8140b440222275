import { z } from 'zod';
import { countSchema } from '../common/schemas.ts';
import type { Channel } from '../live/socket.ts';
import { notificationSchema } from './schemas.ts';

const messageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), unreadCount: countSchema }),
  z.strictObject({
    type: z.literal('notification'),
    notification: notificationSchema,
    unreadCount: countSchema,
  }),
  /** Something was read, perhaps on another page. */
  z.strictObject({ type: z.literal('unread'), unreadCount: countSchema }),
]);
export type NotificationMessage = z.infer<typeof messageSchema>;

/** The caller's own notifications as they are made: a greeting with the count, then what is new. */
export const notificationChannel: Channel<NotificationMessage> = {
  path: '/notifications/live',
  schema: messageSchema,
};
