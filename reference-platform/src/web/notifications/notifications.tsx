import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useSession } from '../session/session.tsx';
import type { Notification } from '../shapes/notification.ts';
import { followNotifications } from './follow.ts';

/** What is known of the user's notifications. */
interface Heard {
  /** Null until it is known. */
  readonly unreadCount: number | null;
  readonly latest: Notification | null;
  /** Grows whenever something was added or read, here or elsewhere. */
  readonly changes: number;
}

const nothing: Heard = { unreadCount: null, latest: null, changes: 0 };
const NotificationsContext = createContext<Heard>(nothing);

/** How many notifications are unread, kept up to date without loading anew. */
export function useNotifications(): Heard {
  return useContext(NotificationsContext);
}

/** Follows the notifications of the signed-in member; the platform's operator has none. */
export function NotificationsProvider({ children }: { children: ComponentChildren }) {
  const { user, tenant } = useSession();
  const [heard, setHeard] = useState<Heard>(nothing);
  const isMember = tenant !== null;
  useEffect(() => {
    if (!isMember) return;
    return followNotifications((unreadCount, added) =>
      setHeard((before) => {
        const isChange = added !== null || (before.unreadCount ?? unreadCount) !== unreadCount;
        return {
          unreadCount,
          latest: added ?? before.latest,
          changes: before.changes + (isChange ? 1 : 0),
        };
      }),
    );
  }, [user.id, isMember]);
  return <NotificationsContext.Provider value={heard}>{children}</NotificationsContext.Provider>;
}
