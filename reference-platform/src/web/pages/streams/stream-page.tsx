import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { DeleteDialog } from '../../components/delete-dialog.tsx';
import { ObjectView } from '../../components/object-view.tsx';
import { Page } from '../../components/page.tsx';
import { useToast } from '../../components/toasts.tsx';
import { objectTitle } from '../../loading/object-title.ts';
import { useFollow } from '../../loading/use-follow.ts';
import { useLoad } from '../../loading/use-load.ts';
import { navigate } from '../../routing/location.ts';
import { useMay } from '../../session/session.tsx';
import { Stream, StreamMetrics, StreamPointList, type StreamStatus } from '../../shapes/stream.ts';
import { LivePanel } from './live-panel.tsx';
import { StreamActions } from './stream-actions.tsx';
import { StreamFacts } from './stream-facts.tsx';
import { KEPT_POINTS, useLiveStream } from './use-live-stream.ts';

const LIST = { href: '/streams', name: 'Streams' };
const METRICS_EVERY_MS = 3_000;

/** States in which the API refuses to remove a stream. */
const running: readonly StreamStatus[] = ['starting', 'active', 'stopping'];

/** One stream: what it is, its state, and its points as they come. */
export function StreamPage({ id }: { id: string }) {
  const tell = useToast();
  const mayWrite = useMay('write');
  const [isDeleting, setDeleting] = useState(false);
  const load = useLoad<Stream>(id, (signal) => api.call(Stream, 'GET', `/streams/${id}`, { signal }));
  const key = load.value === null ? null : id;
  const metrics = useLoad(key, (signal) =>
    api.call(StreamMetrics, 'GET', `/streams/${id}/metrics`, { signal }),
  );
  const anomalies = useLoad(key, (signal) =>
    api.call(StreamPointList, 'GET', `/streams/${id}/points`, {
      query: { anomalous: 'true', sort: '-sequence', limit: 20 },
      signal,
    }),
  );
  const [from, setFrom] = useState<number | null>(null);
  if (from === null && metrics.value !== null) setFrom(Math.max(0, metrics.value.lastSequence - KEPT_POINTS));
  const live = useLiveStream(id, from);
  const status = live.state?.status ?? load.value?.status ?? 'pending';
  useFollow(metrics, status === 'active', METRICS_EVERY_MS);

  return (
    <Page
      title={objectTitle(load, 'Stream', ({ name }) => name)}
      parent={LIST}
      lead={load.value?.description === '' ? undefined : load.value?.description}
      actions={
        load.value === null || !mayWrite || running.includes(status) ? undefined : (
          <button type="button" class="button button-danger-quiet" onClick={() => setDeleting(true)}>
            Delete stream
          </button>
        )
      }
    >
      <ObjectView load={load} back={{ href: LIST.href, name: 'streams' }}>
        {(stream) => (
          <>
            {mayWrite ? <StreamActions id={id} status={status} onChange={load.replace} /> : null}
            <StreamFacts
              stream={stream}
              status={status}
              error={live.state?.error ?? stream.error}
              metrics={metrics.value}
              lastSequence={live.points.at(-1)?.sequence ?? metrics.value?.lastSequence ?? 0}
            />
            <LivePanel live={live} features={stream.features} stored={anomalies.value?.items ?? []} />
            {isDeleting ? (
              <DeleteDialog
                title="Delete stream?"
                confirm="Delete stream"
                remove={() => api.command('DELETE', `/streams/${id}`)}
                onDone={() => {
                  tell(`Stream “${stream.name}” deleted.`);
                  navigate(LIST.href);
                }}
                onClose={() => setDeleting(false)}
              >
                <p>Its points go with it. This cannot be undone.</p>
              </DeleteDialog>
            ) : null}
          </>
        )}
      </ObjectView>
    </Page>
  );
}
