import { api } from '../../api/client.ts';
import { focusTitle } from '../../components/page.tsx';
import { useToast } from '../../components/toasts.tsx';
import type { Action } from '../../loading/use-action.ts';
import { Event } from '../../shapes/event.ts';

type Verb = 'acknowledge' | 'resolve' | 'ignore';

const labels: Record<Verb, string> = {
  acknowledge: 'Acknowledge',
  resolve: 'Resolve',
  ignore: 'Ignore',
};

/** What leads on from a state, the way to its end first. */
const verbsFrom: Record<Event['status'], readonly Verb[]> = {
  open: ['acknowledge', 'ignore'],
  acknowledged: ['resolve', 'ignore'],
  resolved: [],
  ignored: [],
};

interface EventActionsProps {
  event: Event;
  action: Action;
  /** Kept with the change, if there is one. */
  note?: string;
  /** In a list, where the same button stands in each row, its name says which event it is about. */
  inList?: boolean;
  onChanged: (event: Event) => void;
}

/** The buttons that change an event's state; the first stays in its place, so that the keyboard does too. */
export function EventActions({ event, action, note = '', inList = false, onChanged }: EventActionsProps) {
  const tell = useToast();
  const change = (verb: Verb) => {
    if (action.busy) return;
    void action.run(async () => {
      const json = note.trim() === '' ? {} : { note: note.trim() };
      const changed = await api.call(Event, 'POST', `/events/${event.id}/${verb}`, { json });
      onChanged(changed);
      tell(`Alert ${changed.status}.`);
      if (verbsFrom[changed.status].length === 0) focusTitle();
    });
  };
  if (verbsFrom[event.status].length === 0) return <>–</>;
  return (
    <div class="form-actions">
      {verbsFrom[event.status].map((verb, index) => (
        <button
          key={index}
          type="button"
          class={inList ? 'button button-small' : 'button'}
          aria-label={inList ? `${labels[verb]} ${event.title}` : undefined}
          aria-disabled={action.busy}
          onClick={() => change(verb)}
        >
          {labels[verb]}
        </button>
      ))}
    </div>
  );
}
