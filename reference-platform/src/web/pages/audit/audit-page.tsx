import { addressOf, api } from '../../api/client.ts';
import { Badge } from '../../components/badge.tsx';
import { Empty } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { PagedList } from '../../components/paged-list.tsx';
import { count } from '../../format/numbers.ts';
import { When } from '../../format/when.tsx';
import { inWords, shortId } from '../../format/words.ts';
import { useLoad } from '../../loading/use-load.ts';
import { offsetOf, PAGE_SIZE } from '../../routing/list-query.ts';
import { useMay } from '../../session/session.tsx';
import { type AuditEntry, AuditList } from '../../shapes/audit.ts';
import { AuditFilter } from './audit-filter.tsx';
import { ChainCheck } from './chain-check.tsx';

const FILTERS = ['action', 'outcome', 'actorId', 'from', 'to'] as const;

/** Every change and every denial, newest first. */
export function AuditPage({ query }: { query: URLSearchParams }) {
  const mayAudit = useMay('audit');
  const filter = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? '']));
  const offset = offsetOf(query);
  const list = useLoad(query.toString(), (signal) =>
    api.call(AuditList, 'GET', '/audit', { query: { ...filter, limit: PAGE_SIZE, offset }, signal }),
  );
  return (
    <Page
      title="Audit log"
      lead="Every change and every denial, each sealed with the hash of the one before."
      actions={
        mayAudit ? (
          <a class="button" href={addressOf('/audit/export')} download>
            Export
          </a>
        ) : undefined
      }
    >
      {mayAudit ? <ChainCheck /> : null}
      {mayAudit ? <AuditFilter filter={filter} /> : null}
      <PagedList<AuditEntry>
        caption="Audit entries"
        list={list}
        offset={offset}
        empty={<Empty title="No entries match" />}
        columns={[
          { header: 'No.', cell: ({ sequence }) => count(sequence) },
          { header: 'Time', cell: ({ occurredAt }) => <When iso={occurredAt} /> },
          { header: 'Actor', wrap: true, cell: ({ actor }) => actor.label ?? 'Erased' },
          { header: 'Action', cell: ({ action }) => <code>{action}</code> },
          { header: 'Target', cell: ({ target }) => <Target target={target} /> },
          {
            header: 'Outcome',
            cell: ({ outcome }) => (
              <Badge tone={outcome === 'allowed' ? 'good' : 'bad'}>{inWords(outcome)}</Badge>
            ),
          },
          { header: 'Status', align: 'end', cell: ({ status }) => status },
          {
            header: 'Request id',
            wrap: true,
            cell: ({ requestId }) => <code class="hash">{requestId}</code>,
          },
        ]}
      />
    </Page>
  );
}

function Target({ target }: { target: AuditEntry['target'] }) {
  if (target === null) return <>–</>;
  return <span title={target.id}>{`${inWords(target.type)} ${shortId(target.id)}`}</span>;
}
