import type { ApiCaller } from '../api-caller.ts';
import { type Page, type PageQuery, pageSchema } from '../common/schemas.ts';
import type { Result } from '../http/result.ts';
import {
  type Marked,
  markedSchema,
  type Notification,
  type NotificationKind,
  notificationSchema,
  type UnreadCount,
  unreadCountSchema,
} from './schemas.ts';

const notificationPageSchema = pageSchema(notificationSchema);

/** What the caller was told; every member has notifications of their own. */
export class NotificationsClient {
  readonly #caller: ApiCaller;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  /** Newest first. */
  list(
    query: PageQuery & { unread?: boolean; kind?: NotificationKind } = {},
  ): Promise<Result<Page<Notification>>> {
    return this.#caller.json(
      { operationId: 'notifications.list', method: 'GET', path: '/notifications', query: { ...query } },
      200,
      notificationPageSchema,
    );
  }

  unreadCount(): Promise<Result<UnreadCount>> {
    return this.#caller.json(
      { operationId: 'notifications.unreadCount', method: 'GET', path: '/notifications/unread-count' },
      200,
      unreadCountSchema,
    );
  }

  read(id: string): Promise<Result<Notification>> {
    return this.#caller.json(
      {
        operationId: 'notifications.read',
        method: 'POST',
        path: '/notifications/{id}/read',
        pathParams: { id },
      },
      200,
      notificationSchema,
    );
  }

  readAll(): Promise<Result<Marked>> {
    return this.#caller.json(
      { operationId: 'notifications.readAll', method: 'POST', path: '/notifications/read-all' },
      200,
      markedSchema,
    );
  }
}
