import type { Database } from '../../database/database.ts';
import type { LiveConnection } from '../live/connection.ts';
import { frameOf } from '../live/hub.ts';
import { countUnread, findNotifications, type Reader } from './queries.ts';
import { toNotification } from './representation.ts';

/** New notifications that wait to be sent; beyond that a page learns the count alone. */
const MOST_PENDING = 200;

/**
 * The open pages of one member and what is said to them: `hello` to a new page, `notification` for each new one in the
 * order of their commits, `unread` when only the count has changed. One look at the database at a time, so that nothing
 * overtakes.
 */
export class ReaderFeed {
  readonly #database: Database;
  readonly #reader: Reader;
  readonly #pages = new Set<LiveConnection>();
  #newcomers: LiveConnection[] = [];
  #pending: string[] = [];
  #wantsCount = false;
  #told = -1;
  #work: Promise<void> | null = null;

  constructor(database: Database, reader: Reader) {
    this.#database = database;
    this.#reader = reader;
  }

  get isEmpty(): boolean {
    return this.#pages.size === 0 && this.#newcomers.length === 0;
  }

  /** A page is opened: it is greeted with the count and hears all that comes after. */
  join(page: LiveConnection): Promise<void> {
    this.#newcomers.push(page);
    return this.#wake();
  }

  leave(page: LiveConnection): void {
    this.#pages.delete(page);
    this.#newcomers = this.#newcomers.filter((each) => each !== page);
  }

  /** A notification was committed, or, with null, something was read or may have changed. */
  announce(notificationId: string | null): Promise<void> {
    if (notificationId === null || this.#pending.length >= MOST_PENDING) this.#wantsCount = true;
    else this.#pending.push(notificationId);
    return this.#wake();
  }

  #wake(): Promise<void> {
    this.#work ??= this.#tell();
    return this.#work;
  }

  async #tell(): Promise<void> {
    try {
      while (this.#newcomers.length > 0 || this.#pending.length > 0 || this.#wantsCount)
        await this.#tellOnce();
    } finally {
      // In the same step as the last look at what waits: nothing can slip in between.
      this.#work = null;
    }
  }

  async #tellOnce(): Promise<void> {
    const [ids, newcomers] = [this.#pending, this.#newcomers];
    this.#pending = [];
    this.#wantsCount = false;
    const { added, unreadCount } = await this.#look(ids);
    for (const row of added) {
      this.#send(this.#pages, { type: 'notification', notification: toNotification(row), unreadCount });
    }
    if (added.length === 0 && unreadCount !== this.#told) {
      this.#send(this.#pages, { type: 'unread', unreadCount });
    }
    this.#told = unreadCount;
    this.#send(newcomers, { type: 'hello', unreadCount });
    this.#newcomers = this.#newcomers.filter((page) => !newcomers.includes(page));
    for (const page of newcomers) if (page.isOpen) this.#pages.add(page);
  }

  #look(ids: readonly string[]) {
    return this.#database.tenant(this.#reader.tenantId, async (trx) => ({
      added: await findNotifications(trx, this.#reader, ids),
      unreadCount: await countUnread(trx, this.#reader),
    }));
  }

  #send(pages: Iterable<LiveConnection>, message: { type: string; [key: string]: unknown }): void {
    const frame = frameOf(message);
    for (const page of pages) page.send(frame);
  }
}
