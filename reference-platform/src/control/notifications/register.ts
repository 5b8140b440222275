import { z } from 'zod';
import { ok, okPage } from '../../http/answers.ts';
import type { Access, LookupContext } from '../../http/declaration.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { tenantRoles } from '../../http/principal.ts';
import { idParams, pageOf, pageQuery } from '../../http/schemas.ts';
import { found } from '../rows.ts';
import { countUnread, findNotification, listNotifications, type Reader } from './queries.ts';
import { markAllRead, markRead } from './reading.ts';
import { notificationSchema, toNotification } from './representation.ts';
import { notificationKinds, type NotificationRow } from './tables.ts';

const tag = 'Notifications';
/** Every member, each their own; an API key is nobody whom one could notify. */
const members = { roles: tenantRoles } as const satisfies Access;

const readerOf = (context: { tenantId: string; principal: { id: string } }): Reader => ({
  tenantId: context.tenantId,
  userId: context.principal.id,
});

async function notificationOfPath(context: LookupContext<{ id: string }>): Promise<NotificationRow> {
  return found(
    await context.tenantTransaction((trx) => findNotification(trx, readerOf(context), context.params.id)),
  );
}

/** Declares `notifications.*`. */
export function registerNotifications(app: HttpApplication): void {
  operation(app, {
    id: 'notifications.list',
    method: 'GET',
    path: '/notifications',
    summary: 'The caller’s own notifications, newest first',
    description: 'The newest 500 are kept.',
    tag,
    access: members,
    effect: 'read',
    query: pageQuery.extend({ unread: z.boolean().optional(), kind: z.enum(notificationKinds).optional() }),
    responses: { 200: pageOf(notificationSchema) },
    async handle(ctx) {
      const { query } = ctx;
      const page = await ctx.tenantTransaction((trx) => listNotifications(trx, readerOf(ctx), query));
      return okPage(page, toNotification, query);
    },
  });

  operation(app, {
    id: 'notifications.unreadCount',
    method: 'GET',
    path: '/notifications/unread-count',
    summary: 'How many of the caller’s own notifications are unread',
    tag,
    access: members,
    effect: 'read',
    responses: { 200: z.object({ unreadCount: z.int().min(0) }).meta({ id: 'UnreadCount' }) },
    async handle(ctx) {
      return ok({ unreadCount: await ctx.tenantTransaction((trx) => countUnread(trx, readerOf(ctx))) });
    },
  });

  operation(app, {
    id: 'notifications.read',
    method: 'POST',
    path: '/notifications/{id}/read',
    summary: 'Mark a notification of one’s own as read',
    description: 'One that was read before stays as it was.',
    tag,
    access: members,
    effect: 'change',
    params: idParams,
    responses: { 200: notificationSchema },
    object: { type: 'notification', find: notificationOfPath },
    async handle(ctx) {
      const row = await ctx.change((trx) => markRead(trx, readerOf(ctx), ctx.object.id));
      return ok(toNotification(row));
    },
  });

  operation(app, {
    id: 'notifications.readAll',
    method: 'POST',
    path: '/notifications/read-all',
    summary: 'Mark all of one’s own notifications as read',
    tag,
    access: members,
    effect: 'change',
    responses: { 200: z.object({ marked: z.int().min(0) }).meta({ id: 'MarkedNotifications' }) },
    async handle(ctx) {
      return ok({ marked: await ctx.change((trx) => markAllRead(trx, readerOf(ctx))) });
    },
  });
}
