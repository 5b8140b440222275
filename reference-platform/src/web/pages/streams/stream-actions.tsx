import { api } from '../../api/client.ts';
import { FailureNotice } from '../../components/notices.tsx';
import { useAction } from '../../loading/use-action.ts';
import { Stream, type StreamStatus } from '../../shapes/stream.ts';

type Action = 'start' | 'pause' | 'resume' | 'stop';

const offered: Readonly<Record<StreamStatus, readonly Action[]>> = {
  pending: ['start'],
  starting: [],
  active: ['pause', 'stop'],
  paused: ['resume', 'stop'],
  stopping: [],
  stopped: [],
  error: ['start'],
};

const names: Readonly<Record<Action, string>> = {
  start: 'Start',
  pause: 'Pause',
  resume: 'Resume',
  stop: 'Stop for good',
};

/** The buttons that a stream's state leaves, and why the last press was refused. */
export function StreamActions({
  id,
  status,
  onChange,
}: {
  id: string;
  status: StreamStatus;
  onChange: (stream: Stream) => void;
}) {
  const action = useAction();
  const act = async (name: Action) => onChange(await api.call(Stream, 'POST', `/streams/${id}/${name}`));
  return (
    <>
      <div class="form-actions">
        {offered[status].map((name) => (
          <button
            key={name}
            type="button"
            class={name === 'start' || name === 'resume' ? 'button button-primary' : 'button'}
            aria-disabled={action.busy}
            onClick={() => (action.busy ? undefined : void action.run(() => act(name)))}
          >
            {names[name]}
          </button>
        ))}
      </div>
      {action.failure === null ? null : <FailureNotice failure={action.failure} />}
    </>
  );
}
