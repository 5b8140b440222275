import { useNotifications } from '../notifications/notifications.tsx';
import { Link } from '../routing/link.tsx';

const MOST_SHOWN = 99;

/** The way to the notifications, with how many are unread; a new one is also spoken. */
export function Bell() {
  const { unreadCount, latest } = useNotifications();
  const unread = unreadCount ?? 0;
  return (
    <>
      <Link href="/notifications" class="bell">
        <svg class="bell-shape" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M6 10a6 6 0 0 1 12 0c0 5 2 6 2 7H4c0-1 2-2 2-7z" />
          <path d="M10 20a2 2 0 0 0 4 0" />
        </svg>
        {unread === 0 ? null : (
          <span class="bell-count" aria-hidden="true">
            {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
          </span>
        )}
        <span class="visually-hidden">
          {unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`}
        </span>
      </Link>
      <span class="visually-hidden" aria-live="polite">
        {latest === null ? '' : `New notification: ${latest.title}`}
      </span>
    </>
  );
}
