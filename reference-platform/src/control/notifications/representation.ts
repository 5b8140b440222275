import { z } from 'zod';
import { idSchema, timestampSchema } from '../../http/schemas.ts';
import { notificationKinds, type NotificationRow } from './tables.ts';

/** A notification as its reader sees it. `link` is a path of the web interface. */
export const notificationSchema = z
  .object({
    id: idSchema,
    kind: z.enum(notificationKinds),
    title: z.string(),
    body: z.string(),
    link: z.string().nullable(),
    createdAt: timestampSchema,
    readAt: timestampSchema.nullable(),
  })
  .meta({ id: 'Notification' });

/** The parsed form of `notificationSchema`. */
export type Notification = z.infer<typeof notificationSchema>;

/** A row of `notifications` as the API shows it. */
export function toNotification(row: NotificationRow): Notification {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    body: row.body,
    link: row.link,
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  };
}
