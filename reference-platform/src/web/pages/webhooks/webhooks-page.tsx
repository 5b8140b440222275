import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { createdColumns } from '../../components/created.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { DeleteDialog } from '../../components/delete-dialog.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Empty, FailureNotice } from '../../components/notices.tsx';
import { focusTitle, Page } from '../../components/page.tsx';
import { useToast } from '../../components/toasts.tsx';
import { inWords } from '../../format/words.ts';
import { useAction } from '../../loading/use-action.ts';
import { useLoad } from '../../loading/use-load.ts';
import { Delivery, type NewWebhook, type Webhook, WebhookList } from '../../shapes/webhook.ts';
import { NewSecret } from '../api-keys/new-secret.tsx';
import { CreateWebhook } from './create-webhook.tsx';
import { Deliveries } from './deliveries.tsx';

/** A tenant has 20 webhooks at most, so one page holds all. */
const ALL = 200;

type Open =
  { kind: 'create' } | { kind: 'secret'; webhook: NewWebhook } | { kind: 'remove'; webhook: Webhook } | null;

/** Where the organisation's events are sent. */
export function WebhooksPage() {
  const tell = useToast();
  const action = useAction();
  const [open, setOpen] = useState<Open>(null);
  const [shown, setShown] = useState<Webhook | null>(null);
  const [asked, setAsked] = useState(0);
  const list = useLoad('webhooks', (signal) =>
    api.call(WebhookList, 'GET', '/webhooks', { query: { limit: ALL }, signal }),
  );
  const test = (webhook: Webhook) =>
    action.run(async () => {
      await api.call(Delivery, 'POST', `/webhooks/${webhook.id}/test`);
      tell('Test sent.');
      setShown(webhook);
      setAsked((count) => count + 1);
    });
  const rowActions = (webhook: Webhook) => (
    <div class="form-actions">
      <button
        type="button"
        class="button button-small"
        aria-label={`Send a test to ${webhook.url}`}
        aria-disabled={action.busy}
        onClick={() => void test(webhook)}
      >
        Send test
      </button>
      <button
        type="button"
        class="button button-small"
        aria-label={`Show deliveries to ${webhook.url}`}
        onClick={() => setShown(webhook)}
      >
        Deliveries
      </button>
      <button
        type="button"
        class="button button-small button-danger-quiet"
        aria-label={`Delete ${webhook.url}`}
        onClick={() => setOpen({ kind: 'remove', webhook })}
      >
        Delete
      </button>
    </div>
  );
  return (
    <Page
      title="Webhooks"
      lead="Addresses that alerts are sent to, signed."
      actions={
        list.failure?.status === 403 ? undefined : (
          <button type="button" class="button button-primary" onClick={() => setOpen({ kind: 'create' })}>
            New webhook
          </button>
        )
      }
    >
      {action.failure === null ? null : <FailureNotice failure={action.failure} retry={list.reload} />}
      <LoadView load={list}>
        {(found) =>
          found.total === 0 ? (
            <Empty title="No webhooks yet">A webhook tells another system of each alert.</Empty>
          ) : (
            <DataTable
              caption="Webhooks"
              captionHidden
              cards
              busy={list.loading}
              rows={found.items}
              rowKey={({ id }) => id}
              columns={[
                { header: 'URL', wrap: true, cell: ({ url }) => url },
                {
                  header: 'Kinds',
                  wrap: true,
                  cell: ({ kinds }) => kinds?.map((kind) => inWords(kind)).join(', ') ?? 'Every kind',
                },
                { header: 'From severity', cell: ({ minimumSeverity }) => inWords(minimumSeverity) },
                ...createdColumns,
                { header: 'Actions', cell: rowActions },
              ]}
            />
          )
        }
      </LoadView>
      {shown === null ? null : <Deliveries webhook={shown} asked={asked} />}
      {open?.kind === 'create' ? (
        <CreateWebhook
          onCreated={(webhook) => {
            setOpen({ kind: 'secret', webhook });
            list.reload();
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.kind === 'secret' ? (
        <NewSecret
          title="Your new webhook"
          secret={open.webhook.secret}
          name={open.webhook.url}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.kind === 'remove' ? (
        <DeleteDialog
          title="Delete webhook?"
          confirm="Delete webhook"
          remove={() => api.command('DELETE', `/webhooks/${open.webhook.id}`)}
          onDone={() => {
            tell('Webhook deleted.');
            if (shown?.id === open.webhook.id) setShown(null);
            setOpen(null);
            list.reload();
            focusTitle();
          }}
          onClose={() => setOpen(null)}
        >
          Nothing more is sent to <strong>{open.webhook.url}</strong>, not even what waits.
        </DeleteDialog>
      ) : null}
    </Page>
  );
}
