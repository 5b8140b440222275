import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { DeleteDialog } from '../../components/delete-dialog.tsx';
import { ChoiceFilter, SearchFilter } from '../../components/list-filters.tsx';
import { LoadView } from '../../components/load-view.tsx';
import { Empty, FailureNotice } from '../../components/notices.tsx';
import { focusTitle, Page } from '../../components/page.tsx';
import { Paging } from '../../components/paging.tsx';
import { useToast } from '../../components/toasts.tsx';
import { inWords } from '../../format/words.ts';
import { useAction } from '../../loading/use-action.ts';
import { useLoad } from '../../loading/use-load.ts';
import { offsetOf, PAGE_SIZE } from '../../routing/list-query.ts';
import { changeQuery } from '../../routing/location.ts';
import { useMay, useSession } from '../../session/session.tsx';
import { Member, MemberList, TENANT_ROLES } from '../../shapes/identity.ts';
import { AddMember } from './add-member.tsx';
import { EditMember } from './edit-member.tsx';
import { type MemberActions, MembersTable } from './members-table.tsx';

type Open = { kind: 'add' } | { kind: 'edit' | 'remove'; member: Member } | null;

/** Who belongs to the tenant, and what they may do. */
export function MembersPage({ query }: { query: URLSearchParams }) {
  const mayAdminister = useMay('administer');
  const tell = useToast();
  const session = useSession();
  const toggle = useAction();
  const [open, setOpen] = useState<Open>(null);
  const filter = { q: query.get('q') ?? '', role: query.get('role') ?? '' };
  const offset = offsetOf(query);
  const list = useLoad(query.toString(), (signal) =>
    api.call(MemberList, 'GET', '/members', { query: { ...filter, limit: PAGE_SIZE, offset }, signal }),
  );
  const done = (text: string) => {
    setOpen(null);
    tell(text);
    list.reload();
  };
  const setStatus = async (member: Member, status: Member['status']) => {
    const changed = await toggle.run(async () => {
      await api.call(Member, 'PATCH', `/members/${member.id}`, { json: { status } });
    });
    if (changed) done(`${member.name} ${status === 'active' ? 'enabled' : 'disabled'}.`);
  };
  const actions: MemberActions | null = mayAdminister
    ? {
        edit: (member) => setOpen({ kind: 'edit', member }),
        setStatus: (member, status) => void setStatus(member, status),
        remove: (member) => setOpen({ kind: 'remove', member }),
      }
    : null;

  return (
    <Page
      title="Members"
      lead="Who belongs to the organisation, and what they may do."
      actions={
        mayAdminister ? (
          <button type="button" class="button button-primary" onClick={() => setOpen({ kind: 'add' })}>
            Add member
          </button>
        ) : undefined
      }
    >
      <div class="filters" role="search">
        <SearchFilter query={query} label="Search members" />
        <ChoiceFilter
          query={query}
          label="Filter by role"
          name="role"
          options={[
            { value: '', label: 'All roles' },
            ...TENANT_ROLES.map((role) => ({ value: role, label: inWords(role) })),
          ]}
        />
      </div>
      {toggle.failure === null ? null : <FailureNotice failure={toggle.failure} />}
      <LoadView load={list}>
        {(found) =>
          found.total === 0 ? (
            <Empty title="No member matches" />
          ) : (
            <>
              <MembersTable members={found.items} busy={list.loading} actions={actions} />
              <Paging
                of="members"
                total={found.total}
                limit={PAGE_SIZE}
                offset={offset}
                onOffset={(next) => changeQuery({ offset: next })}
              />
            </>
          )
        }
      </LoadView>
      {open?.kind === 'add' ? (
        <AddMember onAdded={(member) => done(`${member.name} added.`)} onClose={() => setOpen(null)} />
      ) : null}
      {open?.kind === 'edit' ? (
        <EditMember
          member={open.member}
          onSaved={(member) => {
            if (member.id === session.user.id) session.updateUser(member);
            done(`${member.name} saved.`);
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.kind === 'remove' ? (
        <DeleteDialog
          title="Remove member?"
          confirm="Remove member"
          remove={() => api.command('DELETE', `/members/${open.member.id}`)}
          onDone={() => {
            done(`${open.member.name} removed.`);
            focusTitle();
          }}
          onClose={() => setOpen(null)}
        >
          <strong>{open.member.name}</strong> is signed out everywhere at once and cannot sign in again.
        </DeleteDialog>
      ) : null}
    </Page>
  );
}
