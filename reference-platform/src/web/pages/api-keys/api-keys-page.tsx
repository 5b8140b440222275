import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { DeleteDialog } from '../../components/delete-dialog.tsx';
import { Empty } from '../../components/notices.tsx';
import { focusTitle, Page } from '../../components/page.tsx';
import { PagedList } from '../../components/paged-list.tsx';
import { useToast } from '../../components/toasts.tsx';
import { When } from '../../format/when.tsx';
import { inWords } from '../../format/words.ts';
import { useLoad } from '../../loading/use-load.ts';
import { PAGE_SIZE } from '../../routing/list-query.ts';
import { type ApiKey, ApiKeyList, type NewApiKey } from '../../shapes/identity.ts';
import { CreateApiKey } from './create-api-key.tsx';
import { NewSecret } from './new-secret.tsx';

type Open =
  { kind: 'create' } | { kind: 'secret'; apiKey: NewApiKey } | { kind: 'revoke'; apiKey: ApiKey } | null;

/** The keys with which programs come in. */
export function ApiKeysPage() {
  const tell = useToast();
  const [open, setOpen] = useState<Open>(null);
  const [offset, setOffset] = useState(0);
  const list = useLoad(String(offset), (signal) =>
    api.call(ApiKeyList, 'GET', '/api-keys', { query: { limit: PAGE_SIZE, offset }, signal }),
  );
  const create = (
    <button type="button" class="button button-primary" onClick={() => setOpen({ kind: 'create' })}>
      Create API key
    </button>
  );
  return (
    <Page
      title="API keys"
      lead="For programs that read data, write it, or feed rows in."
      actions={list.failure?.status === 403 ? undefined : create}
    >
      <PagedList<ApiKey>
        caption="API keys"
        list={list}
        offset={offset}
        onOffset={setOffset}
        empty={<Empty title="No API keys yet">A key acts for the organisation within its scopes.</Empty>}
        columns={[
          { header: 'Name', cell: ({ name }) => name },
          { header: 'Prefix', cell: ({ prefix }) => <code>{prefix}</code> },
          {
            header: 'Scopes',
            cell: ({ scopes }) => scopes.map((scope) => inWords(scope)).join(', '),
          },
          { header: 'Created by', cell: ({ createdBy }) => createdBy.name },
          { header: 'Created', cell: ({ createdAt }) => <When iso={createdAt} /> },
          { header: 'Expires', cell: ({ expiresAt }) => <When iso={expiresAt} none="never" /> },
          { header: 'Last used', cell: ({ lastUsedAt }) => <When iso={lastUsedAt} none="never" /> },
          {
            header: 'Actions',
            cell: (apiKey) => (
              <button
                type="button"
                class="button button-small button-danger-quiet"
                aria-label={`Revoke ${apiKey.name}`}
                onClick={() => setOpen({ kind: 'revoke', apiKey })}
              >
                Revoke
              </button>
            ),
          },
        ]}
      />
      {open?.kind === 'create' ? (
        <CreateApiKey
          onCreated={(apiKey) => {
            setOpen({ kind: 'secret', apiKey });
            list.reload();
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.kind === 'secret' ? (
        <NewSecret
          title="Your new API key"
          secret={open.apiKey.secret}
          name={open.apiKey.name}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.kind === 'revoke' ? (
        <DeleteDialog
          title="Revoke API key?"
          confirm="Revoke key"
          remove={() => api.command('DELETE', `/api-keys/${open.apiKey.id}`)}
          onDone={() => {
            tell(`API key “${open.apiKey.name}” revoked.`);
            setOpen(null);
            list.reload();
            focusTitle();
          }}
          onClose={() => setOpen(null)}
        >
          Programs that use <strong>{open.apiKey.name}</strong> are refused at once. This cannot be undone.
        </DeleteDialog>
      ) : null}
    </Page>
  );
}
