import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { SelectField, TextField } from '../../components/fields.tsx';
import { useLoad } from '../../loading/use-load.ts';
import { changeQuery } from '../../routing/location.ts';
import { MemberList } from '../../shapes/identity.ts';

const outcomes = [
  { value: '', label: 'All outcomes' },
  { value: 'allowed', label: 'Allowed' },
  { value: 'denied', label: 'Denied' },
];

const NOTHING = { action: '', outcome: '', actorId: '', from: '', to: '' };

/** What to look for in the log; applied by a button, since a period is two fields. */
export function AuditFilter({ filter }: { filter: Readonly<Record<string, string>> }) {
  const [action, setAction] = useState(filter['action'] ?? '');
  const [outcome, setOutcome] = useState(filter['outcome'] ?? '');
  const [actorId, setActorId] = useState(filter['actorId'] ?? '');
  const [from, setFrom] = useState(asLocal(filter['from']));
  const [to, setTo] = useState(asLocal(filter['to']));
  const members = useLoad('members', (signal) =>
    api.call(MemberList, 'GET', '/members', { query: { limit: 200 }, signal }),
  );
  const apply = () =>
    changeQuery({
      action: action.trim(),
      outcome,
      actorId,
      from: asInstant(from),
      to: asInstant(to),
      offset: 0,
    });
  const clear = () => {
    for (const set of [setAction, setOutcome, setActorId, setFrom, setTo]) set('');
    changeQuery({ ...NOTHING, offset: 0 });
  };
  return (
    <form
      class="filters"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <TextField label="Action" value={action} onValue={setAction} />
      <SelectField label="Outcome" value={outcome} options={outcomes} onValue={setOutcome} />
      <SelectField
        label="Actor"
        value={actorId}
        options={[
          { value: '', label: 'All actors' },
          ...(members.value?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onValue={setActorId}
      />
      <TextField label="From" type="datetime-local" value={from} onValue={setFrom} />
      <TextField label="To" type="datetime-local" value={to} onValue={setTo} />
      <div class="filters-actions">
        <button type="submit" class="button">
          Apply filters
        </button>
        <button type="button" class="button button-quiet" onClick={clear}>
          Clear filters
        </button>
      </div>
    </form>
  );
}

/** A local date and time as an instant; empty stays empty. */
function asInstant(local: string): string {
  return local === '' ? '' : new Date(local).toISOString();
}

/** An instant as the value of a `datetime-local` field, which has no time zone. */
function asLocal(instant: string | undefined): string {
  const time = new Date(instant ?? '');
  if (Number.isNaN(time.getTime())) return '';
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
