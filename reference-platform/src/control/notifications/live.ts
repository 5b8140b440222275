import type { HttpApplication } from '../../http/kernel.ts';
import { tenantRoles } from '../../http/principal.ts';
import { channel } from '../live/channel.ts';
import type { Live } from '../live/live.ts';
import { announcementSchema, NOTIFICATIONS_CHANNEL } from './announcement.ts';
import { ReaderFeed } from './reader-feed.ts';

/** Should word of a change be lost with its connection, pages learn the count this much later, in milliseconds. */
const RECOUNT_EVERY_MS = 30_000;

const keyOf = (tenantId: string, userId: string) => `${tenantId} ${userId}`;

/** Declares the channel `/notifications/live` and passes on what the database announces, whichever plane made it. */
export async function openNotificationChannel(app: HttpApplication, live: Live): Promise<void> {
  const { database, logger } = app.services;
  const feeds = new Map<string, ReaderFeed>();
  const failed = (error: unknown) => logger.warn({ err: error }, 'notifications could not be passed on');

  await database.listen(NOTIFICATIONS_CHANNEL, (payload) => {
    const { tenantId, userId, notificationId } = announcementSchema.parse(JSON.parse(payload));
    feeds.get(keyOf(tenantId, userId))?.announce(notificationId).catch(failed);
  });
  const recount = setInterval(() => {
    for (const feed of feeds.values()) feed.announce(null).catch(failed);
  }, RECOUNT_EVERY_MS);
  app.fastify.addHook('preClose', (done) => {
    clearInterval(recount);
    done();
  });

  channel(app, live, {
    id: 'notifications.live',
    path: '/notifications/live',
    access: { roles: tenantRoles },
    async open(connection, { tenantId }) {
      const userId = connection.principal.id;
      const key = keyOf(tenantId, userId);
      const feed = feeds.get(key) ?? new ReaderFeed(database, { tenantId, userId });
      feeds.set(key, feed);
      connection.onEnd(() => {
        feed.leave(connection);
        if (feed.isEmpty && feeds.get(key) === feed) feeds.delete(key);
      });
      await feed.join(connection);
    },
  });
}
