import { z } from 'zod';

/** The PostgreSQL channel on which new notifications and changes of what is read are announced at commit. */
export const NOTIFICATIONS_CHANNEL = 'assay_notifications';

/** What is said there: whose notifications have changed, and which one is new, if one is. */
export const announcementSchema = z.object({
  tenantId: z.uuid(),
  userId: z.uuid(),
  notificationId: z.uuid().nullable(),
});
