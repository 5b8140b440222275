import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { createdColumns } from '../../components/created.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { DeleteDialog } from '../../components/delete-dialog.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Empty } from '../../components/notices.tsx';
import { focusTitle, Page } from '../../components/page.tsx';
import { useToast } from '../../components/toasts.tsx';
import { useLoad } from '../../loading/use-load.ts';
import { MatchPage, type Pattern, PatternList } from '../../shapes/pattern.ts';
import { CreatePattern } from './create-pattern.tsx';
import { Matches } from './matches.tsx';
import { definitionInWords } from './wording.ts';

/** A tenant has 50 patterns at most, so one page holds all. */
const ALL = 200;

type Open = { kind: 'create' } | { kind: 'remove'; pattern: Pattern } | null;

/** What is looked for among alerts, and where it was found. */
export function PatternsPage() {
  const tell = useToast();
  const [open, setOpen] = useState<Open>(null);
  const list = useLoad('patterns', (signal) =>
    api.call(PatternList, 'GET', '/patterns', { query: { limit: ALL }, signal }),
  );
  const matches = useLoad('matches', (signal) =>
    api.call(MatchPage, 'GET', '/patterns/matches', { query: { limit: 50 }, signal }),
  );
  const reload = () => {
    list.reload();
    matches.reload();
  };
  return (
    <Page
      title="Patterns"
      lead="Alerts that mean more together than each by itself."
      actions={
        list.failure?.status === 403 ? undefined : (
          <button type="button" class="button button-primary" onClick={() => setOpen({ kind: 'create' })}>
            New pattern
          </button>
        )
      }
    >
      <LoadView load={list}>
        {(found) =>
          found.total === 0 ? (
            <Empty title="No patterns yet">
              A pattern finds alerts that come often, in order, or together.
            </Empty>
          ) : (
            <>
              <DataTable
                caption="Patterns"
                captionHidden
                cards
                busy={list.loading}
                rows={found.items}
                rowKey={({ id }) => id}
                columns={[
                  { header: 'Name', wrap: true, cell: ({ name }) => name },
                  {
                    header: 'Looks for',
                    wrap: true,
                    cell: ({ definition }) => definitionInWords(definition),
                  },
                  ...createdColumns,
                  {
                    header: 'Actions',
                    cell: (pattern) => (
                      <button
                        type="button"
                        class="button button-small button-danger-quiet"
                        aria-label={`Delete ${pattern.name}`}
                        onClick={() => setOpen({ kind: 'remove', pattern })}
                      >
                        Delete
                      </button>
                    ),
                  },
                ]}
              />
              <Matches load={matches} />
            </>
          )
        }
      </LoadView>
      {open?.kind === 'create' ? (
        <CreatePattern
          onCreated={(pattern) => {
            tell(`Pattern “${pattern.name}” created.`);
            setOpen(null);
            reload();
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.kind === 'remove' ? (
        <DeleteDialog
          title="Delete pattern?"
          confirm="Delete pattern"
          remove={() => api.command('DELETE', `/patterns/${open.pattern.id}`)}
          onDone={() => {
            tell(`Pattern “${open.pattern.name}” deleted.`);
            setOpen(null);
            reload();
            focusTitle();
          }}
          onClose={() => setOpen(null)}
        >
          <strong>{open.pattern.name}</strong> is not looked for any more. Alerts stay as they are.
        </DeleteDialog>
      ) : null}
    </Page>
  );
}
