import { Badge } from '../../components/badge.tsx';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { When } from '../../format/when.tsx';
import { inWords } from '../../format/words.ts';
import type { Member } from '../../shapes/identity.ts';

/** What can be done with a member. */
export interface MemberActions {
  edit(member: Member): void;
  setStatus(member: Member, status: Member['status']): void;
  remove(member: Member): void;
}

const facts: readonly TableColumn<Member>[] = [
  { header: 'Name', cell: ({ name }) => name },
  { header: 'Email', wrap: true, cell: ({ email }) => email },
  { header: 'Role', cell: ({ role }) => inWords(role) },
  {
    header: 'Status',
    cell: ({ status }) => <Badge tone={status === 'active' ? 'good' : 'neutral'}>{inWords(status)}</Badge>,
  },
  { header: 'Two-step verification', cell: ({ mfaEnabled }) => (mfaEnabled ? 'On' : 'Off') },
  { header: 'Last sign-in', cell: ({ lastLoginAt }) => <When iso={lastLoginAt} none="never" /> },
];

/** The members; `actions` is null for those who may only look. */
export function MembersTable(props: {
  members: readonly Member[];
  busy: boolean;
  actions: MemberActions | null;
}) {
  const { actions } = props;
  const columns =
    actions === null
      ? facts
      : [
          ...facts,
          { header: 'Actions', cell: (member: Member) => <RowActions member={member} actions={actions} /> },
        ];
  return (
    <DataTable
      caption="Members"
      captionHidden
      cards
      busy={props.busy}
      rows={props.members}
      rowKey={({ id }) => id}
      columns={columns}
    />
  );
}

function RowActions({ member, actions }: { member: Member; actions: MemberActions }) {
  const active = member.status === 'active';
  return (
    <div class="row-actions">
      <button
        type="button"
        class="button button-small"
        aria-label={`Edit ${member.name}`}
        onClick={() => actions.edit(member)}
      >
        Edit
      </button>
      <button
        type="button"
        class="button button-small"
        aria-label={`${active ? 'Disable' : 'Enable'} ${member.name}`}
        onClick={() => actions.setStatus(member, active ? 'disabled' : 'active')}
      >
        {active ? 'Disable' : 'Enable'}
      </button>
      <button
        type="button"
        class="button button-small button-danger-quiet"
        aria-label={`Remove ${member.name}`}
        onClick={() => actions.remove(member)}
      >
        Remove
      </button>
    </div>
  );
}
