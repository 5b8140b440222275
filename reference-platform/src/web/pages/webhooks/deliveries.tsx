import { useEffect } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Section } from '../../components/section.tsx';
import { duration } from '../../format/numbers.ts';
import { When } from '../../format/when.tsx';
import { inWords, shortId } from '../../format/words.ts';
import { useLoad } from '../../loading/use-load.ts';
import { type Delivery, DeliveryList, type Webhook } from '../../shapes/webhook.ts';

const LOOK_AGAIN_MS = 1_000;
const SHOWN = 20;

const tones: Record<Delivery['status'], Tone> = { pending: 'busy', delivered: 'good', failed: 'bad' };

/** What the last try came to: the receiver's status, or why there is none. */
function outcomeOf({ attempts }: Delivery): string {
  const last = attempts.at(-1);
  if (last === undefined) return '–';
  return last.status === null ? (last.error ?? '–') : `${last.status} in ${duration(last.durationMs)}`;
}

/** The latest deliveries of a webhook; while one is under way they are looked at again. `asked` counts tests. */
export function Deliveries({ webhook, asked }: { webhook: Webhook; asked: number }) {
  const list = useLoad(`${webhook.id} ${asked}`, (signal) =>
    api.call(DeliveryList, 'GET', `/webhooks/${webhook.id}/deliveries`, { query: { limit: SHOWN }, signal }),
  );
  const pending = list.value?.items.some(({ status }) => status === 'pending') ?? false;
  useEffect(() => {
    if (!pending || list.loading) return;
    const timer = window.setTimeout(list.reload, LOOK_AGAIN_MS);
    return () => window.clearTimeout(timer);
  }, [pending, list.loading]);
  return (
    <Section title="Deliveries" note={webhook.url}>
      <LoadView load={list}>
        {(found) =>
          found.total === 0 ? (
            <p>Nothing was sent so far.</p>
          ) : (
            <DataTable
              caption="Deliveries"
              captionHidden
              cards
              rows={found.items}
              rowKey={({ id }) => id}
              columns={[
                { header: 'Delivery', cell: ({ id }) => <code>{shortId(id)}</code> },
                { header: 'Kind', cell: ({ kind }) => inWords(kind) },
                {
                  header: 'Status',
                  cell: ({ status }) => <Badge tone={tones[status]}>{inWords(status)}</Badge>,
                },
                { header: 'Tries', align: 'end', cell: ({ attempts }) => attempts.length },
                { header: 'Last answer', wrap: true, cell: outcomeOf },
                { header: 'Created', cell: ({ createdAt }) => <When iso={createdAt} /> },
              ]}
            />
          )
        }
      </LoadView>
    </Section>
  );
}
