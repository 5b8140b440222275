import { api } from '../../api/client.ts';
import { Fact, Facts } from '../../components/fact.tsx';
import { ChoiceFilter } from '../../components/list-filters.tsx';
import { Empty, FailureNotice } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { PagedList } from '../../components/paged-list.tsx';
import { count } from '../../format/numbers.ts';
import { When } from '../../format/when.tsx';
import { inWords } from '../../format/words.ts';
import { useAction } from '../../loading/use-action.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import { offsetOf, PAGE_SIZE } from '../../routing/list-query.ts';
import { useMay } from '../../session/session.tsx';
import { type Event, EventList, EventSummary } from '../../shapes/event.ts';
import { EventStatusBadge, SeverityBadge } from './badges.tsx';
import { EventActions } from './event-actions.tsx';

const statuses = [
  { value: '', label: 'All states' },
  { value: 'open', label: 'Open' },
  { value: 'acknowledged', label: 'Acknowledged' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'ignored', label: 'Ignored' },
];

const severities = [
  { value: '', label: 'All severities' },
  { value: 'critical', label: 'Critical' },
  { value: 'high', label: 'High' },
  { value: 'medium', label: 'Medium' },
  { value: 'low', label: 'Low' },
  { value: 'info', label: 'Info' },
];

const sorts = [
  { value: '', label: 'Latest first' },
  { value: 'occurredAt', label: 'Earliest first' },
  { value: '-severity', label: 'Worst first' },
];

/** The inbox: what happened that somebody should look into. What is looked for stands in the address. */
export function AlertsPage({ query }: { query: URLSearchParams }) {
  const mayHandle = useMay('handleEvents');
  const action = useAction();
  const filter = {
    status: query.get('status') ?? '',
    severity: query.get('severity') ?? '',
    sort: query.get('sort') ?? '',
  };
  const offset = offsetOf(query);
  const list = useLoad(query.toString(), (signal) =>
    api.call(EventList, 'GET', '/events', { query: { ...filter, limit: PAGE_SIZE, offset }, signal }),
  );
  const summary = useLoad('summary', (signal) =>
    api.call(EventSummary, 'GET', '/events/summary', { signal }),
  );
  const filtered = filter.status !== '' || filter.severity !== '';
  // The row stays where it is, also where the filter would not find it any more: the next step is right there.
  const changed = (event: Event) => {
    if (list.value !== null) {
      const items = list.value.items.map((item) => (item.id === event.id ? event : item));
      list.replace({ ...list.value, items });
    }
    summary.reload();
  };
  return (
    <Page title="Alerts" lead="What happened that somebody should look into.">
      {summary.value === null ? null : (
        <Facts size="large-fours">
          {(['open', 'acknowledged', 'resolved', 'ignored'] as const).map((status) => (
            <Fact key={status} label={inWords(status)} note="in the last 30 days">
              {count(summary.value?.byStatus[status] ?? 0)}
            </Fact>
          ))}
        </Facts>
      )}
      <div class="filters" role="search">
        <ChoiceFilter query={query} label="State" name="status" options={statuses} />
        <ChoiceFilter query={query} label="Severity" name="severity" options={severities} />
        <ChoiceFilter query={query} label="Sort by" name="sort" options={sorts} />
      </div>
      {action.failure === null ? null : <FailureNotice failure={action.failure} retry={list.reload} />}
      <PagedList
        caption="Alerts"
        list={list}
        offset={offset}
        empty={
          <Empty title={filtered ? 'No alert matches' : 'No alerts yet'}>
            {filtered ? undefined : 'A detection that finds anomalies raises one.'}
          </Empty>
        }
        columns={[
          {
            header: 'Alert',
            wrap: true,
            cell: (event) => <Link href={`/alerts/${event.id}`}>{event.title}</Link>,
          },
          { header: 'Severity', cell: ({ severity }) => <SeverityBadge severity={severity} /> },
          { header: 'State', cell: ({ status }) => <EventStatusBadge status={status} /> },
          { header: 'Kind', cell: ({ kind }) => inWords(kind) },
          { header: 'When', cell: ({ occurredAt }) => <When iso={occurredAt} /> },
          ...(mayHandle
            ? [
                {
                  header: 'Actions',
                  cell: (event: Event) => (
                    <EventActions event={event} action={action} inList onChanged={changed} />
                  ),
                },
              ]
            : []),
        ]}
      />
    </Page>
  );
}
