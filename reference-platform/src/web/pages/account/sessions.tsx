import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { DataTable } from '../../components/data-table.tsx';
import { DeleteDialog } from '../../components/delete-dialog.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { FailureNotice } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { useToast } from '../../components/toasts.tsx';
import { When } from '../../format/when.tsx';
import { useAction } from '../../loading/use-action.ts';
import { useLoad } from '../../loading/use-load.ts';
import { useSession } from '../../session/session.tsx';
import { type Session, SessionList } from '../../shapes/identity.ts';
import { deviceName } from './device-name.ts';

const kinds = { cookie: 'Web interface', bearer: 'API' };

/** Where one is signed in. */
export function Sessions() {
  const session = useSession();
  const tell = useToast();
  const revoke = useAction();
  const [asking, setAsking] = useState(false);
  const load = useLoad('sessions', (signal) =>
    api.call(SessionList, 'GET', '/auth/sessions', { query: { limit: 200 }, signal }),
  );
  const end = async (id: string) => {
    const ended = await revoke.run(() => api.command('DELETE', `/auth/sessions/${id}`));
    if (!ended) return;
    tell('Session revoked.');
    load.reload();
  };
  return (
    <Section title="Sessions" note="Where you are signed in.">
      {revoke.failure === null ? null : <FailureNotice failure={revoke.failure} />}
      <LoadView load={load}>
        {(list) => (
          <DataTable<Session>
            caption="Sessions"
            captionHidden
            cards
            busy={load.loading}
            rows={list.items}
            rowKey={({ id }) => id}
            columns={[
              {
                header: 'Device',
                cell: ({ userAgent, current }) =>
                  current ? `${deviceName(userAgent)} (This session)` : deviceName(userAgent),
              },
              { header: 'Kind', cell: ({ transport }) => kinds[transport] },
              { header: 'Started', cell: ({ createdAt }) => <When iso={createdAt} /> },
              { header: 'Last used', cell: ({ lastUsedAt }) => <When iso={lastUsedAt} /> },
              { header: 'Expires', cell: ({ expiresAt }) => <When iso={expiresAt} /> },
              {
                header: 'Actions',
                cell: ({ id, current }, index) =>
                  current ? (
                    '–'
                  ) : (
                    <button
                      type="button"
                      class="button button-small"
                      aria-label={`Revoke session ${index + 1}`}
                      onClick={() => void end(id)}
                    >
                      Revoke
                    </button>
                  ),
              },
            ]}
          />
        )}
      </LoadView>
      <div class="form-actions">
        <button type="button" class="button button-danger-quiet" onClick={() => setAsking(true)}>
          Sign out everywhere
        </button>
      </div>
      {asking ? (
        <DeleteDialog
          title="Sign out everywhere?"
          confirm="Sign out everywhere"
          remove={() => api.command('POST', '/auth/logout-all')}
          onDone={session.leave}
          onClose={() => setAsking(false)}
        >
          All your sessions end at once, this one too.
        </DeleteDialog>
      ) : null}
    </Section>
  );
}
