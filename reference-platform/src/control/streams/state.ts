import { problem } from '../../http/problem.ts';

/** Where a stream stands: pending → starting → active ⇄ paused → stopping → stopped, or error. */
export const streamStatuses = [
  'pending',
  'starting',
  'active',
  'paused',
  'stopping',
  'stopped',
  'error',
] as const;
export type StreamStatus = (typeof streamStatuses)[number];

/** What a caller may do to a stream's state. */
export type StreamAction = 'start' | 'pause' | 'resume' | 'stop' | 'remove';

/** From which states an action leads on, and to which; a removed stream has none. */
export const transitions: Readonly<
  Record<StreamAction, { from: readonly StreamStatus[]; to: StreamStatus | null }>
> = {
  // A stream that could not be started may be started anew; one that was stopped has ended.
  start: { from: ['pending', 'error'], to: 'starting' },
  pause: { from: ['active'], to: 'paused' },
  resume: { from: ['paused'], to: 'active' },
  stop: { from: ['active', 'paused'], to: 'stopping' },
  remove: { from: ['pending', 'paused', 'stopped', 'error'], to: null },
};

const doing: Readonly<Record<StreamAction, string>> = {
  start: 'started',
  pause: 'paused',
  resume: 'resumed',
  stop: 'stopped',
  remove: 'removed',
};

/** 409, which names the state, where an action does not lead on from it. */
export function requireTransition(action: StreamAction, status: StreamStatus): void {
  if (transitions[action].from.includes(status)) return;
  throw problem.conflict(`The stream is ${status}: it cannot be ${doing[action]}.`);
}
