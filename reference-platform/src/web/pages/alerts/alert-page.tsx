import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Fact, Facts } from '../../components/fact.tsx';
import { TextField } from '../../components/fields.tsx';
import { FailureNotice } from '../../components/notices.tsx';
import { ObjectView } from '../../components/object-view.tsx';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { figure } from '../../format/numbers.ts';
import { When } from '../../format/when.tsx';
import { inWords, shortId } from '../../format/words.ts';
import { objectTitle } from '../../loading/object-title.ts';
import { useAction } from '../../loading/use-action.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Link } from '../../routing/link.tsx';
import { useMay } from '../../session/session.tsx';
import { Event } from '../../shapes/event.ts';
import { EventStatusBadge, SeverityBadge } from './badges.tsx';
import { EventActions } from './event-actions.tsx';

const LIST = { href: '/alerts', name: 'Alerts' };

/** Where the sources of events have pages. */
const pagesOfSources: Readonly<Record<string, string>> = {
  detection: '/detections',
  detector: '/detectors',
  stream: '/streams',
};

function Source({ source }: { source: Event['source'] }) {
  const place = pagesOfSources[source.type];
  const name = inWords(source.type);
  return place === undefined ? <>{name}</> : <Link href={`${place}/${source.id}`}>{name}</Link>;
}

/** Things that details name by their id, and where they have pages. */
const pagesOfIds: Readonly<Record<string, string>> = { detectorId: '/detectors', datasetId: '/datasets' };

/** Figures first, then links to the things that are named. */
function Details({ event }: { event: Event }) {
  const mayReadData = useMay('readData');
  const entries = Object.entries(event.details);
  const things = entries.filter(([name]) => name in pagesOfIds);
  return (
    <Section title="Details">
      <Facts>
        {entries
          .filter(([name]) => !(name in pagesOfIds))
          .map(([name, value]) => (
            <Fact key={name} label={inWords(name)}>
              {figure(value)}
            </Fact>
          ))}
        {things.map(([name, id]) => (
          <Fact key={name} label={inWords(name.replace(/Id$/, ''))}>
            {mayReadData ? (
              <Link href={`${pagesOfIds[name] ?? ''}/${String(id)}`}>{shortId(String(id))}</Link>
            ) : (
              shortId(String(id))
            )}
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}

/** What may still be done about an event, with a note. */
function Handling({ event, onChanged }: { event: Event; onChanged: (event: Event) => void }) {
  const action = useAction();
  const [note, setNote] = useState('');
  return (
    <Section title="Handling">
      <div class="form">
        {action.failure === null ? null : <FailureNotice failure={action.failure} />}
        <TextField label="Note" optional multiline={2} maxLength={1_000} value={note} onValue={setNote} />
        <EventActions
          event={event}
          action={action}
          note={note}
          onChanged={(changed) => {
            setNote('');
            onChanged(changed);
          }}
        />
      </div>
    </Section>
  );
}

function History({ event }: { event: Event }) {
  return (
    <Section title="History">
      {event.history.length === 0 ? (
        <p>Nobody has taken it in hand yet.</p>
      ) : (
        <DataTable
          caption="History"
          captionHidden
          cards
          rows={event.history}
          rowKey={({ at }) => at}
          columns={[
            { header: 'State', cell: ({ status }) => inWords(status) },
            { header: 'By', cell: ({ by }) => by.name },
            { header: 'When', cell: ({ at }) => <When iso={at} /> },
            { header: 'Note', wrap: true, cell: ({ note }) => note ?? '–' },
          ]}
        />
      )}
    </Section>
  );
}

/** One event: what is known of it, what may be done, and who did what. */
export function AlertPage({ id }: { id: string }) {
  const mayHandle = useMay('handleEvents');
  const load = useLoad(id, (signal) => api.call(Event, 'GET', `/events/${id}`, { signal }));
  return (
    <Page title={objectTitle(load, 'Alert', ({ title }) => title)} parent={LIST}>
      <ObjectView load={load} back={{ href: LIST.href, name: 'alerts' }}>
        {(event) => (
          <>
            <Section title="Facts">
              <Facts>
                <Fact label="State">
                  <EventStatusBadge status={event.status} />
                </Fact>
                <Fact label="Severity">
                  <SeverityBadge severity={event.severity} />
                </Fact>
                <Fact label="Kind">{inWords(event.kind)}</Fact>
                <Fact label="When">
                  <When iso={event.occurredAt} />
                </Fact>
                <Fact label="Source">
                  <Source source={event.source} />
                </Fact>
                {event.entity === null ? null : <Fact label="About">{event.entity}</Fact>}
              </Facts>
            </Section>
            <Details event={event} />
            {mayHandle && (event.status === 'open' || event.status === 'acknowledged') ? (
              <Handling event={event} onChanged={load.replace} />
            ) : null}
            <History event={event} />
          </>
        )}
      </ObjectView>
    </Page>
  );
}
