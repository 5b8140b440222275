import { api } from '../../api/client.ts';
import { Badge } from '../../components/badge.tsx';
import { ChoiceFilter } from '../../components/list-filters.tsx';
import { Empty, FailureNotice } from '../../components/notices.tsx';
import { focusTitle, Page } from '../../components/page.tsx';
import { PagedList } from '../../components/paged-list.tsx';
import { When } from '../../format/when.tsx';
import { useAction } from '../../loading/use-action.ts';
import { useLoad } from '../../loading/use-load.ts';
import { useNotifications } from '../../notifications/notifications.tsx';
import { Link } from '../../routing/link.tsx';
import { offsetOf, PAGE_SIZE } from '../../routing/list-query.ts';
import { Marked, Notification, NotificationList } from '../../shapes/notification.ts';

/** What the signed-in member was told, newest first; it follows what is added or read elsewhere. */
export function NotificationsPage({ query }: { query: URLSearchParams }) {
  const { changes } = useNotifications();
  const reading = useAction();
  const unread = query.get('unread') ?? '';
  const offset = offsetOf(query);
  const list = useLoad(`${query.toString()} ${changes}`, (signal) =>
    api.call(NotificationList, 'GET', '/notifications', {
      query: { unread, limit: PAGE_SIZE, offset },
      signal,
    }),
  );
  const mark = async (work: () => Promise<void>) => {
    if (reading.busy || !(await reading.run(work))) return;
    list.reload();
    focusTitle();
  };
  const read = (id: string) =>
    mark(async () => {
      await api.call(Notification, 'POST', `/notifications/${id}/read`);
    });
  const readAll = () =>
    mark(async () => {
      await api.call(Marked, 'POST', '/notifications/read-all');
    });
  const hasUnread = list.value?.items.some(({ readAt }) => readAt === null) ?? false;
  return (
    <Page
      title="Notifications"
      lead="What concerns you: ends of your jobs, grave events, alerts, your role and keys."
      actions={
        hasUnread ? (
          <button type="button" class="button" onClick={() => void readAll()}>
            Mark all as read
          </button>
        ) : undefined
      }
    >
      <div class="filters" role="search">
        <ChoiceFilter
          query={query}
          label="Show"
          name="unread"
          options={[
            { value: '', label: 'All notifications' },
            { value: 'true', label: 'Unread' },
          ]}
        />
      </div>
      {reading.failure === null ? null : <FailureNotice failure={reading.failure} />}
      <PagedList<Notification>
        caption="Notifications"
        list={list}
        offset={offset}
        empty={<Empty title={unread === '' ? 'No notifications yet' : 'Nothing unread'} />}
        columns={[
          {
            header: 'Notification',
            cell: ({ title, link }) => (link === null ? title : <Link href={link}>{title}</Link>),
          },
          { header: 'Details', wrap: true, cell: ({ body }) => body },
          { header: 'Received', cell: ({ createdAt }) => <When iso={createdAt} /> },
          {
            header: 'Status',
            cell: ({ readAt }) => (
              <Badge tone={readAt === null ? 'busy' : 'neutral'}>{readAt === null ? 'Unread' : 'Read'}</Badge>
            ),
          },
          {
            header: 'Actions',
            cell: ({ id, title, readAt }) =>
              readAt === null ? (
                <button
                  type="button"
                  class="button button-small"
                  aria-label={`Mark “${title}” as read`}
                  onClick={() => void read(id)}
                >
                  Mark as read
                </button>
              ) : (
                '–'
              ),
          },
        ]}
      />
    </Page>
  );
}
